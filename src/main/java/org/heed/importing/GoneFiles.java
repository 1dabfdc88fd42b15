package org.heed.importing;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.heed.csv.FileKind;
import org.heed.intake.ImportFile;
import org.heed.intake.ImportFiles;
import org.heed.intake.Inbox;
import org.heed.intake.RowResults;
import org.heed.queue.Messages;
import org.heed.words.Phrases;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends files that went away after they were taken and before all of them was read. */
@Component
class GoneFiles {
  private static final String CAMPAIGN = "delete from campaign where file_id = ?";

  private final Inbox inbox;
  private final ImportFiles files;
  private final RowResults results;
  private final Messages messages;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  GoneFiles(
      Inbox inbox,
      ImportFiles files,
      RowResults results,
      Messages messages,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.inbox = inbox;
    this.files = files;
    this.results = results;
    this.messages = messages;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Ends them and tells of each; of a campaign nothing was delivered yet and nothing stays. */
  List<String> end() {
    List<String> told = new ArrayList<>();
    for (ImportFile file : files.open()) {
      if (!Files.exists(inbox.taken().resolve(file.takenAs()), LinkOption.NOFOLLOW_LINKS)) {
        told.add(file.name() + ": " + end(file));
      }
    }
    return told;
  }

  private String end(ImportFile file) {
    boolean some = file.kind() != FileKind.CAMPAIGN && file.accepted() > 0;
    String reason = Phrases.of(some ? "import.gone.some" : "import.gone", file.accepted());
    transaction.executeWithoutResult(
        status -> {
          if (!some) {
            messages.forget(file.id());
            jdbc.update(CAMPAIGN, file.id());
            results.forgetRejections(file.id());
            files.counted(file.id(), 0, 0);
          }
          files.end(file.id(), ImportFile.State.REJECTED, clock.instant(), reason);
        });
    return reason;
  }
}
