package org.heed.importing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heed.csv.FileKind;
import org.heed.intake.ImportFile;
import org.heed.intake.ReceiptText;
import org.heed.job.JobResult;
import org.heed.notice.Sent;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** What one run of the import came to, put together file by file. */
final class ImportResult {
  private final List<String> lines = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> details = new ArrayList<>();
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
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("file", file.name());
    detail.put("kind", kind == null ? null : kind.name().toLowerCase(Locale.ROOT));
    detail.put("state", file.state().name());
    detail.put("rows", file.rows());
    detail.put("accepted", file.accepted());
    detail.put("rejected", file.rejected());
    detail.put("reason", file.reason());
    detail.put("moved_to", String.valueOf(movedTo));
    details.add(detail);
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
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("queued", queued);
    summary.put("accepted", accepted);
    summary.put("rejected", rejected);
    summary.put("files", details);
    summary.put("left", left);
    if (!checked.isEmpty()) {
      summary.put("checked", checked);
    }
    if (problem != null) {
      summary.put("problem", problem);
    }
    return new JobResult(problem == null, said, summary, problem);
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
