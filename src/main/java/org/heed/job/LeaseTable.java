package org.heed.job;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.heed.address.Institution;
import org.springframework.jdbc.core.JdbcTemplate;

/** The leases as PostgreSQL has them, all by its own clock. */
final class LeaseTable {
  private static final String NOW = "(clock_timestamp() at time zone 'utc')";
  private static final String LATER = NOW + " + ? * interval '1 millisecond'";
  private static final String ADD =
      "insert into shedlock (name, lock_until, locked_at, locked_by) values (?, "
          + (NOW + ", " + NOW)
          + ", 'nobody') on conflict (name) do nothing";
  private static final String TAKE =
      "update shedlock set lock_until = "
          + (LATER + ", locked_at = " + NOW)
          + ", locked_by = ? where name = (select name from shedlock where name = ? and lock_until"
          + " <= "
          + (NOW + " for update skip locked) returning locked_at");
  private static final String OWN = " where name = ? and locked_by = ? and locked_at = ?";
  private static final String RENEW = "update shedlock set lock_until = " + LATER + OWN;
  private static final String END = "update shedlock set lock_until = " + NOW + OWN;
  private static final String KEEP = "select 1 from shedlock" + OWN + " for share";
  private static final String RUN_OUT =
      "select count(*) from shedlock where name = ? and lock_until <= " + NOW;
  private static final String HOLDER = "select locked_by, locked_at from shedlock where name = ?";

  /** A lease somebody took; one that is taken later by others has another time. */
  record Taken(String name, String holder, Timestamp since) {}

  private final JdbcTemplate jdbc;

  LeaseTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Takes a lease that nobody has, or that has run out; empty: somebody has it. */
  List<Taken> take(String name, String holder, Duration length) {
    jdbc.update(ADD, name);
    return jdbc.query(
        TAKE,
        (row, n) -> new Taken(name, holder, row.getTimestamp(1)),
        length.toMillis(),
        holder,
        name);
  }

  /**
   * Whether it has run out; who has it all the same stopped in the middle of a commit, which the
   * database ends after a minute.
   */
  boolean hasRunOut(String name) {
    Integer count = jdbc.queryForObject(RUN_OUT, Integer.class, name);
    return count != null && count > 0;
  }

  /** Makes it last longer, also one that has run out; false: another has taken it. */
  boolean renew(Taken taken, Duration length) {
    return jdbc.update(RENEW, length.toMillis(), taken.name(), taken.holder(), taken.since()) == 1;
  }

  void end(Taken taken) {
    jdbc.update(END, taken.name(), taken.holder(), taken.since());
  }

  /**
   * Keeps others from taking it until the transaction of these connections ends; false: another has
   * it.
   */
  static boolean keep(Taken taken, JdbcTemplate transaction) {
    return !transaction
        .queryForList(KEEP, Integer.class, taken.name(), taken.holder(), taken.since())
        .isEmpty();
  }

  /** Who has it, and since when. */
  String holder(String name, Institution institution) {
    return jdbc
        .query(
            HOLDER,
            (row, n) ->
                row.getString(1)
                    + " since "
                    + institution.local(
                        row.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC)),
            name)
        .stream()
        .findFirst()
        .orElse("another process");
  }
}
