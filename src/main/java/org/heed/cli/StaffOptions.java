package org.heed.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who decides, and why: every decision of staff is kept with both. */
final class StaffOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who decides.")
  private String by;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason;

  /** 1 to 200 characters. */
  String by() {
    return text("--by", by, 200);
  }

  /** 1 to 1,000 characters. */
  String reason() {
    return text("--reason", reason, 1000);
  }

  /** Refuses what cannot be kept, before anything is opened. */
  void check() {
    by();
    reason();
  }

  private String text(String option, String value, int longest) {
    return text(spec, option, value, longest);
  }

  static String text(CommandSpec spec, String option, String value, int longest) {
    String stripped = value.strip();
    if (stripped.isEmpty() || stripped.length() > longest) {
      throw new ParameterException(
          spec.commandLine(), option + ": expected 1 to " + longest + " characters");
    }
    return stripped;
  }
}
