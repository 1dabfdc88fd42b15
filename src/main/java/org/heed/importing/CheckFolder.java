package org.heed.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.heed.address.Institution;
import org.heed.intake.Inbox;
import org.heed.intake.Receipts;
import org.heed.job.BatchRuns;
import org.heed.notice.Notices;
import org.heed.storage.Folders;
import org.heed.storage.IoReason;
import org.heed.storage.StorageFull;
import org.heed.storage.XlsxFile;
import org.heed.words.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files that are dropped to be looked at only: each comes back by mail as its preview. One that was
 * interrupted lies where it was and is answered by the next run, in the worst case twice.
 */
@Component
final class CheckFolder {
  private static final Logger log = LoggerFactory.getLogger(CheckFolder.class);

  private final Inbox inbox;
  private final Folders folders;
  private final ObjectProvider<FilePreview> preview;
  private final Notices notices;
  private final BatchRuns runs;
  private final TransactionTemplate transaction;
  private final Institution institution;
  private final Clock clock;

  CheckFolder(
      Inbox inbox,
      Folders folders,
      ObjectProvider<FilePreview> preview,
      Notices notices,
      BatchRuns runs,
      TransactionTemplate transaction,
      Institution institution,
      Clock clock) {
    this.inbox = inbox;
    this.folders = folders;
    this.preview = preview;
    this.notices = notices;
    this.runs = runs;
    this.transaction = transaction;
    this.institution = institution;
    this.clock = clock;
  }

  /** Answers every complete file. */
  void answer(List<String> tell, ImportResult result) {
    Inbox.Found found = inbox.look("check");
    result.passed(found.passed());
    result.passed(found.left());
    for (Path file : found.complete()) {
      if (runs.stopping()) {
        return;
      }
      String name = Inbox.name(file);
      try {
        result.checked(answer(file, name, tell));
      } catch (UncheckedIOException e) {
        cannot(name, IoReason.of(e), e, result);
      } catch (StorageFull e) {
        cannot(name, String.valueOf(e.getMessage()), e, result);
      }
    }
  }

  private static void cannot(String name, String why, Exception e, ImportResult result) {
    log.info("a file in check cannot be looked at, the next run tries again", e);
    result.problem(Phrases.of("check.cannot", name, why));
  }

  private String answer(Path file, String name, List<String> tell) {
    Path target = Receipts.stamped(folders.folder("checked"), clock.instant(), institution, name);
    Path page = target.resolveSibling(target.getFileName() + ".preview.txt");
    Path table = target.resolveSibling(target.getFileName() + ".preview.csv");
    FilePreview.Told told = preview.getObject().of(file, table);
    List<String> lines = new ArrayList<>(told.lines());
    lines.add("");
    lines.add(Phrases.of("check.nothing.taken"));
    Receipts.write(page, lines);
    List<Path> attached = List.of(page, table, XlsxFile.beside(table));
    Set<String> to = new LinkedHashSet<>(told.addresses());
    to.addAll(tell);
    if (to.isEmpty()) {
      to.addAll(notices.registrars());
    }
    transaction.executeWithoutResult(
        status -> notices.add(to, told.subject(), String.join("\n", lines) + "\n", attached));
    try {
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      Folders.ownerOnly(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to.isEmpty()
        ? Phrases.of("check.nobody", told.subject(), page.getFileName())
        : told.subject();
  }
}
