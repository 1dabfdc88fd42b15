package org.heed.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Whose each lane is, by PostgreSQL's own clock. */
final class LaneTable {
  private static final String NOW = "clock_timestamp()";
  private static final String LATER = NOW + " + ? * interval '1 millisecond'";
  private static final String TAKE =
      "update lane set owner = ?, epoch = epoch + 1, until = "
          + LATER
          + """
           where id in (select id from lane where owner is null or until <= clock_timestamp()
            order by id limit ? for update skip locked)
          returning id, epoch
          """;
  private static final String RENEW =
      "update lane set until = "
          + LATER
          + """
           where id in (select id from lane where owner = ? and until > clock_timestamp()
            order by id for update)
          returning id
          """;
  private static final String TAKE_BACK =
      "update lane set until = "
          + LATER
          + """
           where id in (select id from lane where owner = ? order by id for update)
          returning id, epoch
          """;
  private static final String KEEP =
      """
      select id, epoch from lane where owner = :owner and id in (:lanes) order by id for share
      """;
  private static final String FREE =
      "update lane set owner = null, until = null where owner = :owner and id in (:lanes)";
  private static final String FREE_ALL =
      "update lane set owner = null, until = null where owner = ?";
  private static final String IN_HANDS =
      "select count(*) from lane where owner is not null and until > " + NOW;
  private static final String NOBODYS =
      "select count(*) from lane where owner is null or until <= " + NOW;
  private static final String FENCE =
      """
      update lane set owner = null, until = null, epoch = epoch + 1
      where id in (select id from lane where owner is not null order by id for update)
      """;
  // A process that stands still in the middle of recording must not make others stand still.
  private static final String NO_LONG_WAIT = "set local lock_timeout = '1s'";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;

  LaneTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  /**
   * Takes lanes that nobody has, or whose time is over; with their epochs from now on. What follows
   * in the same transaction waits for nobody for long.
   */
  Map<Integer, Long> take(long owner, int most, Duration lease) {
    jdbc.execute(NO_LONG_WAIT);
    Map<Integer, Long> taken = new HashMap<>();
    jdbc.query(
        TAKE,
        (RowCallbackHandler) row -> taken.put(row.getInt(1), row.getLong(2)),
        owner,
        lease.toMillis(),
        most);
    return taken;
  }

  /** Makes all of an owner's last longer whose time is not over; which those are. */
  Set<Integer> renew(long owner, Duration lease) {
    return Set.copyOf(jdbc.queryForList(RENEW, Integer.class, lease.toMillis(), owner));
  }

  /** Makes all last longer that nobody has taken from an owner, also where their time was over. */
  Map<Integer, Long> takeBack(long owner, Duration lease) {
    Map<Integer, Long> still = new HashMap<>();
    jdbc.query(
        TAKE_BACK,
        (RowCallbackHandler) row -> still.put(row.getInt(1), row.getLong(2)),
        lease.toMillis(),
        owner);
    return still;
  }

  /** Keeps others from taking these until the transaction ends; those that are the owner's. */
  Map<Integer, Long> keep(long owner, Collection<Integer> lanes) {
    Map<Integer, Long> kept = new HashMap<>();
    named.query(
        KEEP,
        Map.of("owner", owner, "lanes", lanes),
        (RowCallbackHandler) row -> kept.put(row.getInt(1), row.getLong(2)));
    return kept;
  }

  void free(long owner, Collection<Integer> lanes) {
    named.update(FREE, Map.of("owner", owner, "lanes", lanes));
  }

  void freeAll(long owner) {
    jdbc.update(FREE_ALL, owner);
  }

  /** How many somebody has whose time is not over. */
  int inHands() {
    return count(IN_HANDS);
  }

  /** How many nobody has, or somebody whose time is over. */
  int nobodys() {
    return count(NOBODYS);
  }

  /** Takes all from whoever has them; whoever sleeps does nothing with them when it wakes. */
  void fence() {
    jdbc.update(FENCE);
  }

  private int count(String query) {
    Integer count = jdbc.queryForObject(query, Integer.class);
    return count == null ? 0 : count;
  }
}
