package org.heed.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Replies that were on the review list, and what took them off it (L3). */
@Component
public class SettledReplies {
  // HSQLDB takes "is not true" of what is not known for false.
  // One without a hold is settled by what was said about its phone since, or had been before.
  private static final String SETTLED =
      ReviewList.COLUMNS
          + """
          , r.dismissed_at, e.sms_status,
            coalesce(r.dismissed_at, h.recorded_at, e.recorded_at) as settled_at,
            r.staff, case when e.learned_from = 'STAFF' then e.evidence end as staff_evidence,
            coalesce(r.reason, h.reason, case when e.learned_from = 'STAFF'
              then e.reason else e.evidence end) as settled_reason
          from (select r.*, case when r.dismissed_at is null and r.hold_state is null
              then coalesce((select min(c.id) from consent_event c
                where c.number = r.number and c.occurred_at >= r.replied_at), f.decided_by)
              end as event_id
          """
          + ReviewList.REPLIES
          + "case when "
          + ReviewList.IS_OPEN
          + """
          then 0 else 1 end = 1 and %s) r
          left join hold_fact h on h.review_id = r.id and h.fact <> 'HOLD'
          left join consent_event e on e.id = r.event_id
          order by r.id
          """;
  private static final String PAGE =
      SETTLED.formatted("r.id > :after order by r.id fetch first 500 rows only");
  private static final String OF_NUMBERS = SETTLED.formatted("r.number in (:numbers)");

  private final NamedParameterJdbcTemplate jdbc;

  SettledReplies(JdbcTemplate jdbc) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
  }

  /** How a reply can leave the list; the words are for people. */
  public enum How {
    /** Staff said that it was a refusal. */
    CONFIRMED,
    /** Staff said that it was none. */
    DISMISSED,
    /** By a STOP, a refused text, a file or staff. */
    TURNED_OFF,
    TURNED_ON;

    /** What happened. */
    public String words() {
      return Phrases.of("settled." + name());
    }
  }

  /**
   * A reply that waits no more.
   *
   * @param by who at the institution decided; null: nobody there did
   * @param reason what they gave for it, else the evidence
   */
  public record Settled(
      ReviewList.Entry reply, Instant at, How how, @Nullable String by, @Nullable String reason) {}

  /** At most 500 after one, in the order they were listed; null: from the first. */
  public List<Settled> page(@Nullable Settled after) {
    return jdbc.query(
        PAGE, Map.of("after", after == null ? 0 : after.reply().id()), (row, n) -> settled(row));
  }

  /** Those of these numbers, in the order they were listed. */
  public List<Settled> of(Collection<String> numbers) {
    return numbers.isEmpty()
        ? List.of()
        : jdbc.query(OF_NUMBERS, Map.of("numbers", numbers), (row, n) -> settled(row));
  }

  private static Settled settled(ResultSet row) throws SQLException {
    String by = row.getString("staff");
    String evidence = row.getString("staff_evidence");
    return new Settled(
        ReviewList.read(row),
        row.getObject("settled_at", OffsetDateTime.class).toInstant(),
        how(row),
        by != null || evidence == null ? by : StaffEvidence.name(evidence),
        row.getString("settled_reason"));
  }

  private static How how(ResultSet row) throws SQLException {
    boolean off =
        "CONFIRMED".equals(row.getString("hold_state"))
            || "DISABLED".equals(row.getString("sms_status"));
    return row.getObject("dismissed_at") == null
        ? (off ? How.TURNED_OFF : How.TURNED_ON)
        : (off ? How.CONFIRMED : How.DISMISSED);
  }
}
