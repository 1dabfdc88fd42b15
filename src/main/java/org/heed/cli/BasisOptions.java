package org.heed.cli;

import org.heed.consent.Basis;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** On what a consent rests that staff turn on (E4). */
final class BasisOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--basis",
      paramLabel = "TEXT",
      description = "On what the consent rests, such as \"written\".")
  private @Nullable String basis;

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      description = "Where it was given, such as a form's name; with --basis.")
  private @Nullable String source;

  @Option(
      names = "--wording",
      paramLabel = "TEXT",
      description = "What the person agreed to, word by word; with --basis.")
  private @Nullable String wording;

  /** Null: they do not say. */
  @Nullable Basis basis() {
    String where = text("--source", source, Basis.LONGEST);
    String words = text("--wording", wording, Basis.LONGEST_WORDING);
    String what = text("--basis", basis, Basis.LONGEST);
    if (what != null) {
      return new Basis(what, where, words, null, null);
    }
    if (where != null || words != null) {
      throw new ParameterException(
          spec.commandLine(),
          (where == null ? "--wording" : "--source") + ": expected --basis with it");
    }
    return null;
  }

  private @Nullable String text(String option, @Nullable String value, int longest) {
    return value == null ? null : StaffOptions.text(spec, option, value, longest);
  }
}
