package org.heed.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.intake.Inbox;
import org.heed.intake.Receipts;
import org.heed.job.BatchRuns;
import org.heed.mail.Notices;
import org.heed.storage.Folders;
import org.heed.storage.IoReason;
import org.heed.storage.StorageFull;
import org.heed.storage.XlsxFile;
import org.heed.words.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files that are dropped to be looked at only: each comes back by mail as its preview. It is taken
 * out of the folder first; one that was interrupted is answered by the next run, in the worst case
 * twice.
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

  /** Answers every complete file; whatever happens to one, the run goes on. */
  void answer(List<String> tell, ImportResult result) {
    try {
      Path taken = folders.folder("checked/.taken");
      for (Path file : taken(taken)) {
        answer(file, tell, result);
      }
      Inbox.Found found = inbox.look("check");
      result.passed(found.passed());
      result.passed(found.left());
      for (Path file : found.complete()) {
        Path target = taken.resolve(Inbox.name(file));
        if (!runs.stopping() && !Files.exists(target)) {
          Receipts.move(file, target);
          answer(target, tell, result);
        }
      }
    } catch (IOException e) {
      cannot("check", IoReason.of(e), e, result);
    } catch (UncheckedIOException e) {
      cannot("check", IoReason.of(e), e, result);
    } catch (ConfigurationProblem e) {
      log.warn("nothing can be dropped to be checked: {}", e.getMessage());
    }
  }

  /** What a run that died had begun. */
  private static List<Path> taken(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void answer(Path file, List<String> tell, ImportResult result) {
    String name = String.valueOf(file.getFileName());
    try {
      result.checked(answer(file, name, tell));
    } catch (UncheckedIOException e) {
      cannot(name, IoReason.of(e), e, result);
    } catch (StorageFull | DataAccessException e) {
      cannot(name, String.valueOf(e.getMessage()), e, result);
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
    FilePreview.Told told = look(file, name, table);
    Receipts.write(page, told.lines());
    List<Path> attached = new ArrayList<>(List.of(page));
    if (Files.exists(table)) {
      attached.addAll(List.of(table, XlsxFile.beside(table)));
    }
    Set<String> to = new LinkedHashSet<>(told.addresses());
    to.addAll(tell);
    if (to.isEmpty()) {
      to.addAll(notices.registrars());
    }
    transaction.executeWithoutResult(
        status ->
            notices.add(to, told.subject(), String.join("\n", told.lines()) + "\n", attached));
    try {
      Receipts.move(file, target);
      Folders.ownerOnly(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to.isEmpty()
        ? Phrases.of("check.nobody", told.subject(), page.getFileName())
        : told.subject();
  }

  /** One that nobody foresaw is answered too, or it would come back with every run. */
  private FilePreview.Told look(Path file, String name, Path table) {
    try {
      return preview.getObject().of(file, table);
    } catch (UncheckedIOException | StorageFull | DataAccessException later) {
      throw later;
    } catch (RuntimeException e) {
      log.error("a file in check cannot be looked at", e);
      String said = Phrases.of("check.failed", name);
      return new FilePreview.Told(said, List.of(said + "."), List.of());
    }
  }
}
