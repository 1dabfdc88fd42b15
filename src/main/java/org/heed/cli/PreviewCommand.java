package org.heed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.address.PhoneNumbers;
import org.heed.preview.Preview;
import org.heed.preview.PreviewJson;
import org.heed.preview.PreviewPage;
import org.heed.preview.Tonight;
import org.heed.settings.Settings;
import org.heed.storage.FileCopies;
import org.heed.storage.Holder;
import org.heed.storage.IoReason;
import org.heed.words.Phrases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code preview}: what a file would do. */
@Command(
    name = "preview",
    description =
        "What importing a file would do, and what tonight's run would make of each row: by text or"
            + " by email and why, segments, rejected rows, the first messages as they would read."
            + " Stores nothing and leaves the file where it is.",
    mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 1000;
  private static final String COPY_FOR = "--copy-for";

  @ParentCommand private Heed heed;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE.csv", description = "A file as it would be dropped.")
  private Path file;

  @Option(
      names = "--show",
      paramLabel = "N",
      description = "How many messages to show as they would read (default: 3).")
  private int show = 3;

  @Option(names = "--rows", description = "Print every row, not only the first of each kind.")
  private boolean all;

  @Option(
      names = "--now",
      description = "As if it were sent now, not at the next time of a nightly job.")
  private boolean now;

  @Option(names = "--json", description = "Print one JSON object in the place of text.")
  private boolean json;

  /** Asked of the process that holds the embedded database: no file is looked at there. */
  @Option(names = COPY_FOR, hidden = true)
  private long copyFor;

  @Override
  public Integer call() {
    Application running = heed.running();
    if (running != null && copyFor > 0) {
      running.bean(FileCopies.class).copyFor(copyFor);
      return 0;
    }
    if (show < 0 || show > MOST_SHOWN) {
      throw new ParameterException(
          spec.commandLine(), "--show: found " + show + ", expected 0 to " + MOST_SHOWN);
    }
    if (!Files.exists(file)) {
      throw new ConfigurationProblem(Phrases.of("preview.no.file", file));
    }
    String problem = unreadable();
    if (problem != null) {
      heed.err().println("heed: " + file + " cannot be read: " + problem);
      return Problems.COULD_NOT;
    }
    try (HeldCopy copy = HeldCopy.ask(heed, COPY_FOR);
        Application application =
            Application.start(
                heed,
                settings -> copy.of(Holder.of("preview", settings).waiting(Duration.ofSeconds(10))),
                copy.database())) {
      ZoneId zone = application.bean(Institution.class).zone();
      Tonight tonight = tonight(application, zone);
      Preview preview = application.bean(Preview.class);
      Preview.Result result =
          json ? json(preview, tonight, zone) : text(application, preview, tonight, zone);
      return result.isRejected() ? Problems.COULD_NOT : 0;
    }
  }

  private @org.jspecify.annotations.Nullable String unreadable() {
    if (!Files.isRegularFile(file)) {
      return "it is no file";
    }
    try (var in = Files.newInputStream(file)) {
      in.read();
      return null;
    } catch (IOException e) {
      return IoReason.of(e);
    }
  }

  private Preview.Result text(
      Application application, Preview preview, Tonight tonight, ZoneId zone) {
    PreviewPage page =
        new PreviewPage(
            application.bean(PhoneNumbers.class), zone, tonight.words(), preview.stopLine());
    Preview.Result result =
        preview.of(
            file,
            tonight.at(),
            show,
            row -> {
              if (all) {
                heed.out().println(page.row(row));
              }
            });
    if (all && result.hasRows()) {
      heed.out().println();
    }
    page.lines(result, !all).forEach(heed.out()::println);
    heed.out().println();
    heed.out().println(Phrases.of("preview.nothing.stored"));
    return result;
  }

  private Preview.Result json(Preview preview, Tonight tonight, ZoneId zone) {
    try (PreviewJson out = new PreviewJson(heed.out(), zone)) {
      out.begin(file, tonight);
      Preview.Result result = preview.of(file, tonight.at(), show, out::row);
      out.end(result);
      return result;
    }
  }

  private Tonight tonight(Application application, ZoneId zone) {
    Instant time = application.bean(Clock.class).instant();
    return now
        ? Tonight.now(time, zone)
        : Tonight.next(Application.jobFiles(application.bean(Settings.class)), time, zone);
  }
}
