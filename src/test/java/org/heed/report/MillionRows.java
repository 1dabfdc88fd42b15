package org.heed.report;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.heed.TestHeed;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A database with very many texts that were sent, put there without sending them. */
@NullUnmarked
public final class MillionRows {
  private static final int BATCH = 5_000;
  private static final OffsetDateTime START =
      Instant.parse("2026-01-05T18:00:00Z").atOffset(ZoneOffset.UTC);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public MillionRows(TestHeed heed) {
    jdbc = heed.jdbc;
    transaction =
        new TransactionTemplate(
            heed.bean(org.springframework.transaction.PlatformTransactionManager.class));
  }

  /**
   * Adds them.
   *
   * @param texts each to one of a tenth as many people; one in a hundred was refused
   */
  public void add(int texts) {
    int people = texts / 10;
    batches(
        "insert into person (id, student_id, first_name, last_name, email, lane, added_at) values"
            + " (?, ?, ?, ?, ?, ?, ?)",
        people,
        i ->
            new Object[] {
              1000L + i,
              "S" + (100_000 + i),
              "First" + i % 977,
              "O'Last, " + i % 1999,
              "s" + i + "@students.example.edu",
              (long) i,
              START
            });
    batches("insert into phone (number) values (?)", people, i -> new Object[] {number(i)});
    jdbc.update(
        "insert into import_file (id, name, taken_as, kind, sha256, state, taken_at) values (?, ?,"
            + " ?, ?, ?, ?, ?)",
        1000L,
        "many.csv",
        "many.csv",
        "CAMPAIGN",
        "0".repeat(64),
        "DONE",
        START);
    jdbc.update(
        "insert into campaign (id, file_id, name, accepted_at) values (?, ?, ?, ?)",
        1000L,
        1000L,
        "many",
        START);
    batches(
        "insert into message (campaign_id, line, person_id, sender, body, queued_at, status,"
            + " channel, destination) values (1000, ?, ?, ?, ?, ?, ?, 'SMS', ?)",
        texts,
        i ->
            new Object[] {
              (long) i,
              1000L + i % people,
              i % 3 == 0 ? TestHeed.BURSAR : TestHeed.ADVISING,
              "Hello, your appointment is on day " + i,
              START.plusSeconds(i),
              i % 100 == 0 ? "FAILED" : "SENT",
              number(i % people)
            });
    long first = jdbc.queryForObject("select min(id) from message", Long.class);
    batches(
        "insert into attempt (id, message_id, run_id, channel, sender, destination, body, status,"
            + " attempted_at, ended_at, gateway_id, error_code, error, segments) values (?, ?, 1,"
            + " 'SMS', ?, ?, 'Hello', ?, ?, ?, ?, ?, ?, 1)",
        texts,
        i ->
            new Object[] {
              1_000L + i,
              first + i,
              i % 3 == 0 ? TestHeed.BURSAR : TestHeed.ADVISING,
              number(i % people),
              i % 100 == 0 ? "FAILED" : "SENT",
              START.plusSeconds(i),
              START.plusSeconds(i + 1L),
              "SM%032x".formatted(i),
              i % 100 == 0 ? 21610 : null,
              i % 100 == 0 ? "Attempt To Send To Unsubscribed Recipient 21610" : null
            });
  }

  private interface Values {
    Object[] of(int i);
  }

  private void batches(String sql, int count, Values values) {
    for (int from = 0; from < count; from += BATCH) {
      List<Object[]> batch = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        batch.add(values.of(i));
      }
      transaction.executeWithoutResult(status -> jdbc.batchUpdate(sql, batch));
    }
  }

  private static String number(int i) {
    return "+1312" + (2_000_000 + i);
  }
}
