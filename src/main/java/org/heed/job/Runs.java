package org.heed.job;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/** The runs there were and what they came to. One writer, under the run lock. */
@Component
public class Runs {
  private static final int LONGEST = 4000;
  private static final String SCHEDULED = "select * from run where job = ? and scheduled_for = ?";
  private static final String ADD =
      "insert into run (job, kind, scheduled_for, started_at) values (?, ?, ?, ?)";
  private static final String AGAIN = "update run set started_at = ? where id = ?";
  private static final String END =
      "update run set ended_at = ?, done = ?, summary = ? where id = ?";
  private static final String DIED =
      """
      update run set ended_at = ?, done = false, summary = ?
      where kind = ? and ended_at is null and scheduled_for is null
      """;
  private static final String FORGET = "delete from run where id = ?";
  private static final String LATEST = "select * from run order by id desc limit ?";
  private static final String KNOWN = "select known_since from job_schedule where job = ?";
  private static final String KNOW = "insert into job_schedule (job, known_since) values (?, ?)";

  private final JdbcTemplate jdbc;
  private final Clock clock;

  Runs(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * One run.
   *
   * @param scheduledFor the date or time it stands for; null: started by hand
   * @param endedAt null: it is running, or it died
   * @param summary what it came to, lines; null while it is running
   */
  public record Run(
      long id,
      String job,
      String kind,
      @Nullable String scheduledFor,
      Instant startedAt,
      @Nullable Instant endedAt,
      boolean done,
      @Nullable String summary) {}

  /** The latest runs, newest first. */
  public List<Run> latest(int most) {
    return jdbc.query(LATEST, (row, n) -> read(row), most);
  }

  /** Since when this job's schedule is known; from now on, if it was not. */
  public Instant knownSince(String job) {
    List<OffsetDateTime> known = jdbc.queryForList(KNOWN, OffsetDateTime.class, job);
    if (!known.isEmpty()) {
      return known.get(0).toInstant();
    }
    OffsetDateTime now = Times.now(clock);
    jdbc.update(KNOW, job, now);
    return now.toInstant();
  }

  /** Whether a scheduled run was done. */
  public boolean isDone(String job, String scheduledFor) {
    return scheduled(job, scheduledFor).map(Run::done).orElse(false);
  }

  /** Begins a run, or a scheduled one again that was not done; its id. */
  long begin(String kind, JobRun run) {
    jdbc.update(DIED, Times.now(clock), "it died; a later run took up what it left", kind);
    String key = run.key();
    Optional<Run> before = key == null ? Optional.empty() : scheduled(run.job(), key);
    if (before.isPresent()) {
      jdbc.update(AGAIN, Times.now(clock), before.get().id());
      return before.get().id();
    }
    GeneratedKeyHolder added = new GeneratedKeyHolder();
    OffsetDateTime startedAt = Times.now(clock);
    jdbc.update(
        connection -> {
          PreparedStatement insert = connection.prepareStatement(ADD, new String[] {"id"});
          insert.setString(1, run.job());
          insert.setString(2, kind);
          insert.setString(3, key);
          insert.setObject(4, startedAt);
          return insert;
        },
        added);
    return Objects.requireNonNull(added.getKey()).longValue();
  }

  void end(long id, boolean done, String summary) {
    jdbc.update(
        END,
        Times.now(clock),
        done,
        summary.length() <= LONGEST ? summary : summary.substring(0, LONGEST),
        id);
  }

  /** Leaves no trace of a run that found nothing to do. */
  void forget(long id) {
    jdbc.update(FORGET, id);
  }

  private Optional<Run> scheduled(String job, String key) {
    return jdbc.query(SCHEDULED, (row, n) -> read(row), job, key).stream().findFirst();
  }

  private static Run read(ResultSet row) throws SQLException {
    return new Run(
        row.getLong("id"),
        row.getString("job"),
        row.getString("kind"),
        row.getString("scheduled_for"),
        Times.at(row, "started_at"),
        Times.atOrNull(row, "ended_at"),
        row.getBoolean("done"),
        row.getString("summary"));
  }
}
