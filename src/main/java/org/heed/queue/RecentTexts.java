package org.heed.queue;

import java.time.Instant;
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

/**
 * The texts that have left, or may have, of a time that is not long ago: by person and by phone
 * (R11).
 */
@Component
public class RecentTexts {
  private static final String COUNTED =
      """
      a.attempted_at > :since and a.channel || '' = 'SMS'
        and a.status || '' in ('SENT', 'DELIVERED', 'IN_DOUBT', 'UNKNOWN', 'SENDING')
      """;
  // To a person on whatever phone, to a phone for whomever, and what is just being sent. The
  // intents
  // are few: they are gone through, and not all messages of a person.
  private static final String RECENT =
      """
      select m.person_id, cast(null as varchar(20)) as number, a.id, a.attempted_at
      from message m join attempt a on a.message_id = m.id
      where m.person_id in (:people) and %1$s
      union all
      select cast(null as bigint), a.destination, a.id, a.attempted_at
      from attempt a where a.destination in (:numbers) and %1$s
      union all
      select m.person_id, cast(null as varchar(20)), i.attempt_id, i.started_at
      from intent i join message m on m.id = i.message_id
      where m.person_id + 0 in (:people) and i.started_at > :since
      union all
      select cast(null as bigint), i.destination, i.attempt_id, i.started_at
      from intent i where i.destination in (:numbers) and i.started_at > :since
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
   * When texts to the people and the phones of these left, or may have, by one statement.
   *
   * @param since after that
   * @return by person's id or phone, and attempt
   */
  public Map<Object, Map<Long, Instant>> of(List<QueuedText> texts, Instant since) {
    Map<Object, Map<Long, Instant>> recent = new HashMap<>();
    named.query(
        RECENT,
        Map.of(
            "people", texts.stream().map(QueuedText::personId).distinct().toList(),
            "numbers", texts.stream().map(text -> text.destination().e164()).distinct().toList(),
            "since", Times.utc(since)),
        (RowCallbackHandler)
            row -> {
              long person = row.getLong("person_id");
              Object key =
                  row.wasNull() ? new PhoneNumber(row.getString("number")) : (Object) person;
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
