package org.heed.worker;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The processes that take part, by PostgreSQL's own clock. */
final class WorkerTable {
  private static final String LATER = "clock_timestamp() + ? * interval '1 millisecond'";
  private static final String ADD =
      """
      insert into worker (host, process, manager, most_lanes, started_at, seen_at, until)
      values (?, ?, ?, ?, clock_timestamp(), clock_timestamp(),
        clock_timestamp() + ? * interval '1 millisecond')
      returning id
      """;
  private static final String BEAT =
      "update worker set seen_at = clock_timestamp(), until = " + LATER + " where id = ?";
  private static final String STAND =
      "update worker set run_id = ?, idle = ?, in_flight = ?, done = ? where id = ?";
  private static final String BUSY = "update worker set run_id = ?, idle = false where id = ?";
  private static final String REMOVE = "delete from worker where id = ?";
  private static final String FORGET =
      "delete from worker where until < clock_timestamp() - interval '1 day'";
  private static final String ALIVE =
      """
      select id, most_lanes from worker where not manager and until > clock_timestamp() order by id
      """;
  // In one statement: a lane that is taken between two would be in neither.
  private static final String OPEN_WORK =
      """
      select (select count(*) from worker
          where run_id = ? and not idle and until > clock_timestamp())
        + greatest(0,
          (select count(*) from lane where owner is null or until <= clock_timestamp()) - ?)
      """;
  private static final String ASIDE = "update worker set most_lanes = ? where id = ?";
  private static final String DONE =
      "select coalesce(sum(done), 0) from worker where run_id = ? and id <> ?";
  private static final String ALL =
      """
      select w.host, w.process, w.manager, w.started_at, w.seen_at, w.in_flight,
        (select count(*) from lane l where l.owner = w.id) as lanes,
        w.until > clock_timestamp() as alive
      from worker w order by w.id
      """;

  /** A process that may be handed lanes. */
  record Alive(long id, int mostLanes) {}

  private final JdbcTemplate jdbc;

  WorkerTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  long add(@Nullable String host, boolean manager, int mostLanes, Duration lease) {
    jdbc.update(FORGET);
    return Objects.requireNonNull(
        jdbc.queryForObject(
            ADD,
            Long.class,
            host,
            ProcessHandle.current().pid(),
            manager,
            mostLanes,
            lease.toMillis()));
  }

  /** False: it is not known any more. */
  boolean beat(long id, Duration lease) {
    return jdbc.update(BEAT, lease.toMillis(), id) == 1;
  }

  void stands(long id, @Nullable Long runId, boolean idle, int inFlight, long done) {
    jdbc.update(STAND, runId, idle, inFlight, done, id);
  }

  void busy(long id, long runId) {
    jdbc.update(BUSY, runId, id);
  }

  void remove(long id) {
    jdbc.update(REMOVE, id);
  }

  List<Alive> alive() {
    return jdbc.query(ALIVE, (row, n) -> new Alive(row.getLong(1), row.getInt(2)));
  }

  /**
   * Whether nobody has something left to do in a round, and every lane has somebody.
   *
   * @param nobodys how many need nobody
   */
  boolean isDone(long runId, int nobodys) {
    Integer open = jdbc.queryForObject(OPEN_WORK, Integer.class, runId, nobodys);
    return open != null && open == 0;
  }

  void mostLanes(long id, int most) {
    jdbc.update(ASIDE, most, id);
  }

  long doneByOthers(long runId, long id) {
    Long done = jdbc.queryForObject(DONE, Long.class, runId, id);
    return done == null ? 0 : done;
  }

  List<Workers.Known> all() {
    return jdbc.query(
        ALL,
        (row, n) ->
            new Workers.Known(
                row.getString("host"),
                row.getLong("process"),
                row.getBoolean("manager"),
                Times.at(row, "started_at"),
                Times.at(row, "seen_at"),
                row.getInt("lanes"),
                row.getInt("in_flight"),
                row.getBoolean("alive")));
  }
}
