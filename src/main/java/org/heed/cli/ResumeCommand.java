package org.heed.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.heed.address.Institution;
import org.heed.pause.Paused;
import org.heed.pause.Pauses;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code resume}: staff end a pause. */
@Command(
    name = "resume",
    description =
        "Ends the pause of a campaign or a sender whose texts brought too many opt-outs: what it"
            + " holds goes out in the next nightly run, and opt-outs are counted anew from then on."
            + " Without a name it lists what is paused.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  @ParentCommand private Heed heed;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CAMPAIGN|SENDER",
      description = "A campaign's name as status shows it, or a sender's name or number.")
  private @Nullable String name;

  @Option(names = "--by", paramLabel = "NAME", description = "Who decides.")
  private @Nullable String by;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private @Nullable String reason;

  @Option(names = "--json", description = "Print one JSON object in the place of text.")
  private boolean json;

  private record Answer(
      @JsonInclude(JsonInclude.Include.NON_NULL) Paused.@Nullable Answer resumed,
      List<Paused.Answer> paused) {
    private static Answer of(@Nullable Paused ended, List<Paused> active, ZoneId zone) {
      return new Answer(
          ended == null ? null : ended.answer(zone),
          active.stream().map(one -> one.answer(zone)).toList());
    }
  }

  @Override
  public Integer call() {
    String typed = name;
    if (typed == null) {
      if (by != null || reason != null) {
        throw new ParameterException(
            spec.commandLine(), "Missing required parameter: 'CAMPAIGN|SENDER'");
      }
      return list();
    }
    return resume(typed, given("--by", "NAME", by, 200), given("--reason", "TEXT", reason, 1000));
  }

  private int list() {
    try (Application application = Application.desk(heed, "resume", Duration.ofSeconds(10))) {
      List<Paused> active = application.bean(Pauses.class).active();
      if (json) {
        ZoneId zone = application.bean(Institution.class).zone();
        heed.out().println(Json.text(Answer.of(null, active, zone)));
      } else if (active.isEmpty()) {
        heed.out().println(Phrases.of("pause.none"));
      } else {
        active.forEach(one -> heed.out().println(one.line()));
      }
      return 0;
    }
  }

  private int resume(String typed, String who, String why) {
    try (Application application = Application.staff(heed, "resume")) {
      Pauses pauses = application.bean(Pauses.class);
      Paused ended = pauses.resume(typed, who, why);
      List<Paused> still = pauses.active();
      if (json) {
        ZoneId zone = application.bean(Institution.class).zone();
        heed.out().println(Json.text(Answer.of(ended, still, zone)));
      } else {
        heed.out()
            .println(
                Phrases.of(
                    still.isEmpty() ? "pause.ended" : "pause.ended.but",
                    ended.what(),
                    ended.held()));
        still.forEach(one -> heed.out().println(one.line()));
      }
      return 0;
    }
  }

  private String given(String option, String label, @Nullable String value, int longest) {
    if (value == null) {
      throw new ParameterException(
          spec.commandLine(), "Missing required option: '" + option + "=" + label + "'");
    }
    return StaffOptions.text(spec, option, value, longest);
  }
}
