package org.heed.importing;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.campaign.Draft;
import org.heed.people.StudentIds;
import org.heed.queue.Messages;
import org.heed.queue.Standing;
import org.heed.settings.ImportSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings what was there before an upgrade up to what the import looks for; once. */
@Component
class OwedWork {
  private static final String WORDS = "message words";
  private static final String IDS = "id keys";
  private static final String FIRST_QUEUED =
      "select min(id) from message where " + Standing.OPEN.of("");
  private static final String FIRST_SENT =
      "select min(message_id) from attempt where attempted_at >= ?";
  private static final String MESSAGES =
      """
      select id, person_id, named_number, sender, body from message
      where id > ? order by id limit 1000
      """;

  private final ImportSettings properties;
  private final Messages queue;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  OwedWork(
      ImportSettings properties,
      Messages queue,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.properties = properties;
    this.queue = queue;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  void end() {
    if (owed(WORDS)) {
      words();
      jdbc.update("delete from owed where what = ?", WORDS);
    }
    if (owed(IDS)) {
      for (long last = keys(0); last > 0; ) {
        last = keys(last);
      }
      jdbc.update("delete from owed where what = ?", IDS);
    }
  }

  /** Fills the keys of the next ids after a person; the last of them, 0: there are none. */
  private long keys(long after) {
    long[] last = {0};
    List<@Nullable Object[]> rows =
        jdbc.query(
            "select id, student_id from person where id > ? order by id limit 1000",
            (row, n) -> {
              last[0] = row.getLong("id");
              return new @Nullable Object[] {StudentIds.key(row.getString("student_id")), last[0]};
            },
            after);
    transaction.executeWithoutResult(
        status -> jdbc.batchUpdate("update person set id_key = ? where id = ?", rows));
    return last[0];
  }

  private boolean owed(String what) {
    return !jdbc.queryForList("select what from owed where what = ?", String.class, what).isEmpty();
  }

  /** Of what is queued, or was sent not long ago. */
  private void words() {
    Long queued = jdbc.queryForObject(FIRST_QUEUED, Long.class);
    Long sent =
        jdbc.queryForObject(
            FIRST_SENT,
            Long.class,
            clock
                .instant()
                .minus(Duration.ofDays(properties.repeatDays()))
                .atOffset(ZoneOffset.UTC));
    long first = Math.min(id(queued), id(sent));
    for (long last = first == Long.MAX_VALUE ? -1 : fill(first - 1); last >= 0; ) {
      last = fill(last);
    }
  }

  private static long id(@Nullable Long id) {
    return id == null ? Long.MAX_VALUE : id;
  }

  /** Fills the next after an id; the last of them, -1: there are none. */
  private long fill(long after) {
    Map<Long, List<Long>> words = new HashMap<>();
    jdbc.query(
        MESSAGES,
        (RowCallbackHandler)
            row ->
                words.put(
                    row.getLong("id"),
                    Draft.words(
                        row.getLong("person_id"),
                        row.getString("named_number"),
                        row.getString("sender"),
                        row.getString("body"))),
        after);
    transaction.executeWithoutResult(status -> queue.know(words));
    return words.keySet().stream().mapToLong(id -> id).max().orElse(-1);
  }
}
