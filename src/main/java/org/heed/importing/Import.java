package org.heed.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.csv.FileKind;
import org.heed.csv.Row;
import org.heed.csv.RowGroups;
import org.heed.intake.FileNotices;
import org.heed.intake.ImportFile;
import org.heed.intake.ImportFiles;
import org.heed.intake.Inbox;
import org.heed.intake.Receipts;
import org.heed.intake.TakenFiles;
import org.heed.job.BatchRuns;
import org.heed.job.CallStep;
import org.heed.job.JobKind;
import org.heed.job.JobResult;
import org.heed.job.JobRun;
import org.heed.job.Progress;
import org.heed.mail.Addresses;
import org.heed.mail.Notices;
import org.heed.mail.Sent;
import org.heed.storage.IoReason;
import org.heed.words.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** The {@code import} job: takes what was dropped into the inbox, each file whole or not at all. */
@Component
class Import implements JobKind {
  private static final Logger log = LoggerFactory.getLogger(Import.class);

  private final OwedWork owed;
  private final Inbox inbox;
  private final TakenFiles taken;
  private final ImportFiles files;
  private final GoneFiles gone;
  private final FileCheck check;
  private final Loaders loaders;
  private final Loading loading;
  private final Receipts receipts;
  private final FileNotices notices;
  private final CheckFolder checked;
  private final Notices mail;
  private final Progress progress;
  private final BatchRuns runs;

  Import(
      OwedWork owed,
      Inbox inbox,
      TakenFiles taken,
      ImportFiles files,
      GoneFiles gone,
      FileCheck check,
      Loaders loaders,
      Loading loading,
      Receipts receipts,
      FileNotices notices,
      CheckFolder checked,
      Notices mail,
      Progress progress,
      BatchRuns runs) {
    this.owed = owed;
    this.inbox = inbox;
    this.taken = taken;
    this.files = files;
    this.gone = gone;
    this.check = check;
    this.loaders = loaders;
    this.loading = loading;
    this.receipts = receipts;
    this.notices = notices;
    this.checked = checked;
    this.mail = mail;
    this.progress = progress;
    this.runs = runs;
  }

  @Override
  public String name() {
    return "import";
  }

  @Override
  public void check(Map<String, String> parameters) {
    for (String name : parameters.keySet()) {
      if (!name.equals("again") && !name.equals("notify")) {
        throw new ConfigurationProblem("import: found " + name + "=, expected again= or notify=");
      }
    }
    Addresses.parameter("notify", parameters);
  }

  @Override
  public boolean didSomething(JobResult result) {
    return ImportResult.isSomething(result);
  }

  @Override
  public JobResult run(JobRun run) {
    ImportResult result = new ImportResult();
    owed.end();
    take(run, result);
    notices.write();
    checked.answer(Addresses.parameter("notify", run.parameters()), result);
    Sent mails = mail.send();
    result.mailed(mails);
    ConfigurationProblem missing = mails.missing();
    if (missing != null) {
      throw new ConfigurationProblem(
          missing.getMessage()
              + "; mails to staff wait for it; besides: "
              + String.join("; ", result.result().lines()));
    }
    return result.result();
  }

  private void take(JobRun run, ImportResult result) {
    String name = run.parameters().get("again");
    String again = name == null ? "" : taken.bringBack(name);
    List<String> tell = Addresses.parameter("notify", run.parameters());
    List<ImportFile> work;
    try {
      work = work(again, result);
    } catch (UncheckedIOException e) {
      log.info("the inbox cannot be worked on", e);
      result.problem(Phrases.of("import.inbox", IoReason.of(e)));
      return;
    }
    for (ImportFile file : work) {
      notices.add(file.id(), tell);
      progress.begin("rows of " + file.name(), 0);
      JobExecution execution = load(file);
      progress.end();
      BatchStatus status = execution.getStatus();
      List<String> wentAway = status == BatchStatus.FAILED ? gone.end() : List.of();
      wentAway.forEach(result::left);
      if (status == BatchStatus.COMPLETED) {
        end(file, result);
      } else if (wentAway.isEmpty()) {
        String noRoom = BatchRuns.noRoom(execution);
        String why =
            status == BatchStatus.STOPPED
                ? Phrases.of("import.stopped")
                : noRoom != null ? noRoom : Phrases.of("import.failed");
        result.problem(file.name() + ": " + why);
        if (noRoom != null) {
          break;
        }
        // What comes after people or consent relies on them.
        if (status == BatchStatus.STOPPED || file.kind() != FileKind.CAMPAIGN) {
          break;
        }
      }
    }
  }

  private List<ImportFile> work(String again, ImportResult result) {
    gone.end().forEach(result::left);
    List<ImportFile> work = new ArrayList<>();
    try {
      work.addAll(taken.leftOpen((file, why) -> cannotTake(file, why, result)));
      Inbox.Found found = inbox.look("inbox");
      result.passed(found.passed());
      found.left().forEach(result::left);
      for (Path file : found.complete()) {
        try {
          work.add(taken.take(file, Inbox.name(file).equals(again)));
        } catch (NoSuchFileException e) {
          result.passed(List.of(Phrases.of("inbox.went.away", Inbox.name(file))));
        } catch (IOException e) {
          cannotTake(file, e, result);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return taken.ordered(work);
  }

  private void cannotTake(Path file, IOException why, ImportResult result) {
    result.left(
        Phrases.of(
            "import.not.taken", Inbox.name(file), inbox.taken().getParent(), IoReason.of(why)));
    log.info("a dropped file cannot be taken, the next run tries again", why);
  }

  private JobExecution load(ImportFile file) {
    FileReader reader = new FileReader(loaders, files, file.id());
    Step load =
        runs.<Row, Row>chunks("load", RowGroups.GROUP)
            .reader(reader)
            .writer(
                chunk -> loading.load(file.id(), reader.loader(), List.copyOf(chunk.getItems())))
            .build();
    Job job =
        runs.job("import")
            .start(new CheckStep(runs, check, file.id()))
            .next(load)
            .next(new CallStep("finish", runs, runId -> loading.finish(file.id())))
            .build();
    JobExecution execution = runs.run(job, Map.of("file", String.valueOf(file.id())));
    execution
        .getAllFailureExceptions()
        .forEach(failure -> log.error("{} could not be imported", file.name(), failure));
    return execution;
  }

  private void end(ImportFile file, ImportResult result) {
    ImportFile ended = files.get(file.id());
    try {
      result.ended(ended, receipts.close(ended));
    } catch (UncheckedIOException e) {
      log.info("{} could not be moved out of the inbox", file.name(), e);
      result.problem(
          Phrases.of("import.unwritten", file.name(), receipts.folder(ended), IoReason.of(e)));
    }
  }
}
