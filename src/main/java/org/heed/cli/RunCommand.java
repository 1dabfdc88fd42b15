package org.heed.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.heed.job.BatchRuns;
import org.heed.job.JobResult;
import org.heed.job.JobRun;
import org.heed.job.Jobs;
import org.heed.job.Progress;
import org.heed.schedule.JobFile;
import org.heed.schedule.TextingWindow;
import org.heed.settings.Settings;
import org.heed.storage.Holder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code run JOB}: one job, now. */
@Command(
    name = "run",
    description = "Runs one job now, waits and prints a summary.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final Duration A_NIGHT = Duration.ofHours(6);

  @ParentCommand private Heed heed;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "JOB",
      description = "A file in jobs/ without its ending, or import, nightly or report.")
  private String job;

  @Parameters(
      index = "1..*",
      paramLabel = "name=value",
      description = "Parameters, in the place of the job file's.")
  private List<String> given = List.of();

  @Option(names = "--json", description = "Print one JSON object in the place of text.")
  private boolean json;

  private record Answer(
      String job,
      String kind,
      boolean done,
      @JsonUnwrapped @Nullable Record summary,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String problem,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {}

  @Override
  public Integer call() {
    Map<String, String> parameters = parameters();
    AtomicReference<JobFile> found = new AtomicReference<>();
    AtomicBoolean ended = new AtomicBoolean();
    heed.ending().by(() -> ended.set(true));
    try (Application application =
        Application.start(
            heed,
            settings -> {
              JobFile file = Application.jobFiles(settings).find(job).with(parameters);
              found.set(file);
              return holder(file.kind(), settings).until(ended::get);
            })) {
      JobFile file = Objects.requireNonNull(found.get());
      heed.ending().by(application.bean(BatchRuns.class)::stop);
      application.listen();
      application
          .bean(TextingWindow.class)
          .check(file, application.bean(java.time.Clock.class).instant());
      JobResult result = run(application, file);
      print(file, result);
      return result.done() ? 0 : Problems.COULD_NOT;
    }
  }

  /** A report is wanted whatever goes on: on the embedded database it waits for a night's end. */
  private static Holder holder(String kind, Settings settings) {
    Holder holder = Holder.of(kind, settings);
    return kind.equals("report") && settings.patience() == null ? holder.waiting(A_NIGHT) : holder;
  }

  private JobResult run(Application application, JobFile file) {
    boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
    Watch watch = new Watch(application.bean(Progress.class), heed.err(), terminal);
    try {
      return application
          .bean(Jobs.class)
          .run(file.kind(), new JobRun(file.name(), file.parameters(), null))
          .orElseThrow();
    } finally {
      watch.close();
    }
  }

  private void print(JobFile file, JobResult result) {
    String problem = result.problem();
    if (json) {
      heed.out()
          .println(
              Json.text(
                  new Answer(
                      file.name(),
                      file.kind(),
                      result.done(),
                      result.summary(),
                      problem,
                      result.warnings())));
    } else {
      if (result.table().isEmpty()) {
        result.lines().forEach(heed.out()::println);
      } else {
        heed.out().println(Table.of(file.name(), result.table()));
        result.notes().forEach(heed.out()::println);
        result.warnings().forEach(heed.out()::println);
      }
    }
    if (problem != null) {
      heed.err().println("heed: " + file.name() + " could not: " + problem);
    }
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String word : given) {
      int at = word.indexOf('=');
      if (at < 1) {
        throw new ParameterException(
            spec.commandLine(),
            "found " + word + ", expected a parameter such as to=a@example.edu");
      }
      parameters.put(word.substring(0, at), word.substring(at + 1));
    }
    return parameters;
  }
}
