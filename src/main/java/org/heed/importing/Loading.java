package org.heed.importing;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.heed.address.Times;
import org.heed.csv.FileKind;
import org.heed.csv.Rejection;
import org.heed.csv.Row;
import org.heed.intake.FileNotices;
import org.heed.intake.ImportFile;
import org.heed.intake.ImportFiles;
import org.heed.intake.Loader;
import org.heed.intake.Notified;
import org.heed.intake.ReceiptText;
import org.heed.intake.RowResults;
import org.heed.job.Progress;
import org.heed.pause.Cancellations;
import org.heed.pause.Cancelled;
import org.heed.people.CrowdedNumbers;
import org.heed.people.Lanes;
import org.heed.storage.StorageGuard;
import org.heed.storage.StorageGuard.LoggedRow;
import org.heed.storage.TableStatistics;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes the rows of a checked file, group by group, and ends it. */
@Component
class Loading {

  private static final String NAME_TAKEN = "select count(*) from campaign where name = ?";
  private static final String ADD_CAMPAIGN =
      """
      insert into campaign (id, file_id, name)
      values (coalesce((select max(id) from campaign), 0) + 1, ?, ?)
      """;
  private static final int MANY = 1_000;
  private static final List<String> FILLED =
      List.of("message", "message_words", "person", "phone", "listing");
  private static final String ACCEPT = "update campaign set accepted_at = ? where file_id = ?";

  private final ImportFiles files;
  private final RowResults results;
  private final FileNotices notices;
  private final Lanes lanes;
  private final CrowdedNumbers crowds;
  private final Cancellations cancellations;
  private final StorageGuard guard;
  private final TableStatistics statistics;
  private final Progress progress;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Loading(
      ImportFiles files,
      RowResults results,
      FileNotices notices,
      Lanes lanes,
      CrowdedNumbers crowds,
      Cancellations cancellations,
      StorageGuard guard,
      TableStatistics statistics,
      Progress progress,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.files = files;
    this.results = results;
    this.notices = notices;
    this.lanes = lanes;
    this.crowds = crowds;
    this.cancellations = cancellations;
    this.guard = guard;
    this.statistics = statistics;
    this.progress = progress;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Begins a file that is to be taken: a campaign that is not delivered yet. */
  void begin(ImportFile file, FileKind kind, Notified notified, @Nullable String told) {
    transaction.executeWithoutResult(
        status -> {
          if (!files.loading(file.id())) {
            return;
          }
          if (kind == FileKind.CAMPAIGN) {
            jdbc.update(ADD_CAMPAIGN, file.id(), freeName(file.campaign()));
            notices.add(file.id(), notified.addresses());
          }
          files.say(file.id(), joined(notified.problem(), told));
        });
  }

  /** Takes rows of a file in the caller's transaction; those it took before are only looked at. */
  void load(long id, Loader loader, List<Row> group) {
    long loaded = files.get(id).loadedLine();
    List<Row> before = group.stream().filter(row -> row.line() <= loaded).toList();
    if (!before.isEmpty()) {
      loader.load(before, false);
      loader.crowded();
      loader.leftOut();
    }
    List<Row> rows = group.stream().filter(row -> row.line() > loaded).toList();
    if (!rows.isEmpty()) {
      guard.room();
      List<Rejection> rejections = loader.load(rows, true);
      results.reject(id, rejections);
      results.leaveOut(id, loader.leftOut());
      crowds.note(id, loader.crowded());
      files.progress(id, rows.get(rows.size() - 1).line(), rows.size(), rejections);
      progress.add(rows.size());
    }
  }

  /** Ends a file whose rows are all taken; from here on its messages are delivered. */
  void finish(long id) {
    ImportFile file = files.get(id);
    if (file.state() != ImportFile.State.LOADING) {
      return;
    }
    guard.room();
    if (file.kind() == FileKind.CANCEL) {
      cancellations.finish();
    }
    guard.durably(
        () -> transaction.execute(status -> finishNow(file)),
        done -> List.of(LoggedRow.of("import_file", id)));
    if (file.accepted() >= MANY) {
      statistics.renew(FILLED);
    }
  }

  private boolean finishNow(ImportFile file) {
    long id = file.id();
    if (file.kind() == FileKind.PEOPLE) {
      lanes.draw();
    }
    jdbc.update(ACCEPT, Times.now(clock), id);
    boolean taken = file.accepted() > 0 || file.repeated() > 0;
    files.end(
        id,
        taken ? ImportFile.State.DONE : ImportFile.State.REJECTED,
        Times.now(clock).toInstant(),
        file.accepted() > 0
            ? joined(
                joined(
                    joined(
                        joined(joined(file.reason(), cancelled(id)), results.leftOut(id)),
                        crowds.told(id)),
                    ReceiptText.shared(crowds.shared(id))),
                ReceiptText.overtaken(results.overtaken(id)))
            : Phrases.of(taken ? "import.nothing.new" : "import.no.row"));
    return taken;
  }

  private @Nullable String cancelled(long id) {
    List<Cancelled> all = cancellations.ofFile(id);
    return all.isEmpty()
        ? null
        : all.stream().map(Cancelled::line).collect(Collectors.joining("; "));
  }

  private static @Nullable String joined(@Nullable String said, @Nullable String more) {
    return said == null || more == null ? (said == null ? more : said) : said + "; " + more;
  }

  private String freeName(String name) {
    String free = name;
    for (int n = 2; taken(free); n++) {
      free = name + "-" + n;
    }
    return free;
  }

  private boolean taken(String name) {
    Integer count = jdbc.queryForObject(NAME_TAKEN, Integer.class, name);
    return count != null && count > 0;
  }
}
