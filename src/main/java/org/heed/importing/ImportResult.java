package org.heed.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.heed.csv.FileKind;
import org.heed.intake.ImportFile;
import org.heed.intake.ReceiptText;
import org.heed.job.JobResult;
import org.heed.mail.Sent;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** What one run of the import came to, put together file by file. */
final class ImportResult {
  private final List<String> lines = new ArrayList<>();
  private final List<Taken> details = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> checked = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable String mailProblem;
  private long queued;
  private long accepted;
  private long rejected;
  private boolean dropped;
  private boolean readable;

  private record Taken(
      String file,
      @Nullable String kind,
      ImportFile.State state,
      long rows,
      long accepted,
      long rejected,
      @Nullable String reason,
      String movedTo) {}

  private record Counted(
      long queued,
      long accepted,
      long rejected,
      List<Taken> files,
      List<String> left,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> checked) {}

  /** Whether there was anything at all. */
  static boolean isSomething(JobResult result) {
    return result.summary() instanceof Counted counted
        && !(counted.files().isEmpty() && counted.left().isEmpty() && counted.checked().isEmpty());
  }

  /** A file that was dropped and can be neither taken nor moved out. */
  void left(String file) {
    left.add(file);
    dropped = true;
  }

  /** Something in the inbox that is not for this run. */
  void passed(List<String> what) {
    left.addAll(what);
  }

  /** Something that could not be done and is done by the next run. */
  void problem(String problem) {
    problems.add(problem);
    dropped = true;
  }

  /** A file that was only looked at. */
  void checked(String what) {
    checked.add(what);
  }

  /** A file that was ended. */
  void ended(ImportFile file, Path movedTo) {
    lines.add(ReceiptText.line(file) + " -> " + movedTo);
    queued += file.kind() == FileKind.CAMPAIGN ? file.accepted() : 0;
    accepted += file.accepted();
    rejected += file.rejected();
    dropped = true;
    readable |= file.state() == ImportFile.State.DONE || file.rows() > 0;
    FileKind kind = file.kind();
    details.add(
        new Taken(
            file.name(),
            kind == null ? null : kind.name().toLowerCase(Locale.ROOT),
            file.state(),
            file.rows(),
            file.accepted(),
            file.rejected(),
            file.reason(),
            String.valueOf(movedTo)));
  }

  /** What became of the mails that were owed. */
  void mailed(Sent mails) {
    notes.addAll(mails.notes());
    String owed = mails.problem();
    if (owed != null) {
      mailProblem = owed;
    }
  }

  JobResult result() {
    List<String> said = new ArrayList<>(lines);
    said.addAll(checked);
    said.addAll(left);
    said.addAll(notes);
    if (said.isEmpty() && problems.isEmpty()) {
      said.add(Phrases.of("import.nothing"));
    }
    String problem = problem();
    Counted counted = new Counted(queued, accepted, rejected, details, left, checked);
    return new JobResult(problem == null, said, counted, problem);
  }

  private @Nullable String problem() {
    List<String> all = new ArrayList<>(problems);
    if (all.isEmpty() && dropped && !readable) {
      all.add(Phrases.of("import.none"));
    }
    if (mailProblem != null) {
      all.add(mailProblem);
    }
    return all.isEmpty() ? null : String.join("; ", all);
  }
}
