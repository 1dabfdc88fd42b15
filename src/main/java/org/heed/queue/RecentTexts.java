package org.heed.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.settings.TextLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** The texts that have left, or may have, of a time that is not long ago: by lane (R11). */
@Component
public class RecentTexts {
  private static final String COUNTED =
      """
      a.attempted_at > :since and a.channel || '' = 'SMS'
        and a.status || '' in ('SENT', 'DELIVERED', 'IN_DOUBT', 'UNKNOWN', 'SENDING')
      """;
  // To the lane's phones; for its people to phones they list no more; to phones nobody lists; and
  // what is just being sent. By the intents, of which there are few, and not by all messages of a
  // person.
  private static final String RECENT =
      """
      select p.lane, cast(null as varchar(20)) as number, a.id, a.attempted_at
      from person p join listing l on l.person_id = p.id join attempt a on a.destination = l.number
      where p.lane in (:lanes) and %1$s
      union all
      select p.lane, cast(null as varchar(20)), a.id, a.attempted_at
      from person p join former_listing f on f.person_id = p.id
      join attempt a on a.destination = f.number
      join message m on m.id = a.message_id and m.person_id = p.id
      where p.lane in (:lanes) and %1$s
      union all
      select cast(null as bigint), a.destination, a.id, a.attempted_at
      from attempt a where a.destination in (:numbers) and %1$s
      union all
      select p.lane, i.destination, i.attempt_id, i.started_at
      from intent i join message m on m.id = i.message_id join person p on p.id = m.person_id
      where p.lane + 0 in (:lanes) and i.started_at > :since
      """
          .formatted(COUNTED);
  private static final String LIMIT =
      "select most, seconds from text_limit order by id desc limit 1";
  private static final String SET_LIMIT =
      "insert into text_limit (most, seconds, since) values (?, ?, ?)";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;

  RecentTexts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  /**
   * When texts of these lanes left, or may have, by one statement for all of them.
   *
   * @param lanes as {@link QueuedText#lanes()} has them
   * @param since after that
   * @return by lane and attempt
   */
  public Map<Object, Map<Long, Instant>> of(Collection<Object> lanes, Instant since) {
    List<Long> shared = new ArrayList<>(List.of(0L));
    List<String> numbers = new ArrayList<>(List.of(""));
    for (Object lane : lanes) {
      if (lane instanceof PhoneNumber number) {
        numbers.add(number.e164());
      } else {
        shared.add((Long) lane);
      }
    }
    Map<Object, Map<Long, Instant>> recent = new HashMap<>();
    named.query(
        RECENT,
        Map.of("lanes", shared, "numbers", numbers, "since", Times.utc(since)),
        (RowCallbackHandler)
            row -> {
              long lane = row.getLong("lane");
              Object key = row.wasNull() ? new PhoneNumber(row.getString("number")) : (Object) lane;
              recent
                  .computeIfAbsent(key, one -> new HashMap<>())
                  .put(row.getLong("id"), Times.at(row, "attempted_at"));
            });
    return recent;
  }

  /** Keeps since when a limit holds, for the audit; in the caller's transaction. */
  public void holds(@Nullable TextLimit limit, Instant now) {
    List<Object> set =
        limit == null ? List.of(0, 0L) : List.of(limit.most(), limit.within().toSeconds());
    List<Object> known =
        jdbc
            .query(LIMIT, (row, n) -> List.<Object>of(row.getInt("most"), row.getLong("seconds")))
            .stream()
            .findFirst()
            .orElse(List.of(0, 0L));
    if (!set.equals(known)) {
      jdbc.update(SET_LIMIT, set.get(0), set.get(1), Times.utc(now));
    }
  }
}
