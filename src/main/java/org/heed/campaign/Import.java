package org.heed.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.heed.job.BatchRuns;
import org.heed.job.CallStep;
import org.heed.job.JobKind;
import org.heed.job.JobResult;
import org.heed.job.JobRun;
import org.heed.storage.Folders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** The {@code import} job: takes what was dropped into the inbox, each file whole or not at all. */
@Component
class Import implements JobKind {
  private static final Logger log = LoggerFactory.getLogger(Import.class);

  private final Inbox inbox;
  private final ImportFiles files;
  private final Loading loading;
  private final Receipts receipts;
  private final Folders folders;
  private final BatchRuns runs;
  private final JobRepository repository;
  private final PlatformTransactionManager transactions;
  private final Clock clock;

  Import(
      Inbox inbox,
      ImportFiles files,
      Loading loading,
      Receipts receipts,
      Folders folders,
      BatchRuns runs,
      JobRepository repository,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.inbox = inbox;
    this.files = files;
    this.loading = loading;
    this.receipts = receipts;
    this.folders = folders;
    this.runs = runs;
    this.repository = repository;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "import";
  }

  @Override
  public void check(Map<String, String> parameters) {
    for (String name : parameters.keySet()) {
      if (!name.equals("again")) {
        throw new ConfigurationProblem("import: found " + name + "=, expected again=");
      }
    }
  }

  @Override
  public JobResult run(JobRun run) {
    String again = run.parameters().get("again");
    if (again != null) {
      bringBack(again);
    }
    List<ImportFile> work = new ArrayList<>(leftOpen());
    Inbox.Found found = inbox.look();
    List<String> left = new ArrayList<>(found.left());
    for (Path file : found.complete()) {
      try {
        String name = String.valueOf(file.getFileName());
        Path taken = inbox.take(file, clock.millis() * 1000 + work.size());
        work.add(register(taken, name.equals(again) || name.equals(again + ".csv")));
      } catch (IOException e) {
        left.add(Inbox.name(file) + ": cannot be taken: " + e.getClass().getSimpleName());
      }
    }
    List<ImportFile> ended = new ArrayList<>();
    Map<Long, Path> moved = new LinkedHashMap<>();
    String problem = null;
    for (ImportFile file : ordered(work)) {
      problem = load(file);
      if (problem != null) {
        break;
      }
      ImportFile now = files.get(file.id());
      moved.put(now.id(), receipts.close(now));
      ended.add(now);
    }
    return result(ended, moved, left, problem);
  }

  private @Nullable String load(ImportFile file) {
    FileReader reader = new FileReader(loading, files, file.id());
    Step load =
        new StepBuilder("load", repository)
            .<Row, Row>chunk(Loading.GROUP)
            .transactionManager(transactions)
            .reader(reader)
            .writer(
                chunk -> loading.load(file.id(), reader.loader(), List.copyOf(chunk.getItems())))
            .allowStartIfComplete(true)
            .build();
    Job job =
        new JobBuilder("import", repository)
            .start(new CallStep("check", repository, runId -> loading.check(file.id())))
            .next(load)
            .next(new CallStep("finish", repository, runId -> loading.finish(file.id())))
            .build();
    JobExecution execution = runs.run(job, Map.of("file", String.valueOf(file.id())));
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      return null;
    }
    execution
        .getAllFailureExceptions()
        .forEach(failure -> log.error("{} could not be imported", file.name(), failure));
    return file.name()
        + (execution.getStatus() == BatchStatus.STOPPED
            ? ": stopped; the next run goes on where it was"
            : ": could not be imported; the next run goes on where it was; see the log");
  }

  /** Files an earlier run had taken and not ended. */
  private List<ImportFile> leftOpen() {
    List<ImportFile> open = new ArrayList<>();
    try (DirectoryStream<Path> taken = Files.newDirectoryStream(inbox.taken())) {
      for (Path file : taken) {
        String takenAs = String.valueOf(file.getFileName());
        if (Files.isRegularFile(file)) {
          ImportFile known = files.find(takenAs).orElse(null);
          open.add(known == null ? register(file, false) : known);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the inbox cannot be read", e);
    }
    return open;
  }

  private ImportFile register(Path taken, boolean again) throws IOException {
    String takenAs = String.valueOf(taken.getFileName());
    String name = takenAs.substring(takenAs.indexOf('-') + 1);
    ImportFile file =
        files.take(
            name, takenAs, sha256(taken), again, clock.instant().truncatedTo(ChronoUnit.MICROS));
    try {
      files.kind(file.id(), CsvFormat.of(taken).kind());
    } catch (UnreadableFile e) {
      log.debug("{} cannot be told yet: {}", name, e.reason());
    }
    return files.get(file.id());
  }

  private List<ImportFile> ordered(List<ImportFile> work) {
    return work.stream()
        .sorted(
            Comparator.comparing(
                    (ImportFile file) -> file.kind() == null ? FileKind.CAMPAIGN : file.kind())
                .thenComparing(
                    file -> {
                      try {
                        return Files.getLastModifiedTime(loading.path(file));
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    })
                .thenComparing(ImportFile::name))
        .toList();
  }

  private void bringBack(String name) {
    String wanted = name.toLowerCase(Locale.ROOT).endsWith(".csv") ? name : name + ".csv";
    Path inboxFile = folders.folder("inbox").resolve(String.valueOf(Path.of(name).getFileName()));
    Path inboxCsv = folders.folder("inbox").resolve(String.valueOf(Path.of(wanted).getFileName()));
    if (Files.isRegularFile(inboxFile) || Files.isRegularFile(inboxCsv)) {
      return;
    }
    try (Stream<Path> done = Files.list(folders.folder("done"))) {
      Path last =
          done.filter(
                  file ->
                      String.valueOf(file.getFileName()).matches("\\d{8}T\\d{6}-.*")
                          && String.valueOf(file.getFileName()).substring(16).equals(wanted))
              .max(Comparator.naturalOrder())
              .orElseThrow(
                  () ->
                      new ConfigurationProblem(
                          "again: found "
                              + name
                              + ", expected a file in "
                              + folders.folder("inbox")
                              + " or "
                              + folders.folder("done")));
      Files.copy(last, inboxCsv);
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + name + " cannot be brought back", e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JobResult result(
      List<ImportFile> ended, Map<Long, Path> moved, List<String> left, @Nullable String problem) {
    List<String> lines = new ArrayList<>();
    List<Map<String, @Nullable Object>> details = new ArrayList<>();
    long queued = 0;
    for (ImportFile file : ended) {
      Path to = moved.get(file.id());
      lines.add(Receipts.line(file) + " -> " + to);
      queued += file.kind() == FileKind.CAMPAIGN ? file.accepted() : 0;
      Map<String, @Nullable Object> detail = new LinkedHashMap<>();
      detail.put("file", file.name());
      detail.put("kind", file.kind() == null ? null : file.kind().name().toLowerCase(Locale.ROOT));
      detail.put("state", file.state().name());
      detail.put("rows", file.rows());
      detail.put("accepted", file.accepted());
      detail.put("rejected", file.rejected());
      detail.put("reason", file.reason());
      detail.put("moved_to", String.valueOf(to));
      details.add(detail);
    }
    if (ended.isEmpty() && left.isEmpty() && problem == null) {
      lines.add("nothing was dropped");
    }
    lines.addAll(left);
    boolean dropped = !ended.isEmpty() || !left.isEmpty();
    boolean readable =
        ended.stream().anyMatch(file -> file.state() == ImportFile.State.DONE || file.rows() > 0);
    String why =
        problem == null && dropped && !readable
            ? "none of the files that were dropped can be read"
            : problem;
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("queued", queued);
    summary.put("accepted", ended.stream().mapToLong(ImportFile::accepted).sum());
    summary.put("rejected", ended.stream().mapToLong(ImportFile::rejected).sum());
    summary.put("files", details);
    summary.put("left", left);
    if (why != null) {
      summary.put("problem", why);
    }
    return new JobResult(why == null, lines, summary, why);
  }
}
