package org.heed.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.queue.Channel;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What was queued for a person or sent to a phone, and each try with when it left and its words.
 */
@Component
class Deliveries {
  private static final String TRIES =
      """
      select m.id, c.name as campaign, m.queued_at, m.sender, m.status, m.channel, m.destination,
        m.body, m.error, m.person_id, a.id as attempt_id,
        case when a.id is null then i.started_at else a.attempted_at end as tried_at,
        case when a.id is null then '%s' else a.status end as try_status,
        case when a.id is null then '%s' else a.channel end as try_channel,
        coalesce(a.destination, i.destination) as try_destination,
        coalesce(a.body, i.body) as try_body, a.error_code, a.error as try_error, a.gateway_id,
        a.entry_changed_at, i.attempt_id as intent_id, b.basis, b.basis_source
      from (
        select id from message where person_id = :person
        union
        select message_id as id from attempt where destination in (:numbers)
        union
        select message_id as id from intent where destination in (:numbers)) k
      join message m on m.id = k.id
      join campaign c on c.id = m.campaign_id
      left join attempt a on a.message_id = m.id and %s
      left join intent i on i.message_id = m.id
      left join consent_event b on b.id = coalesce(a.basis_by, i.basis_by)
      where c.accepted_at is not null and (m.person_id = :person
        or a.destination in (:numbers) or i.destination in (:numbers))
      order by m.id desc, a.id
      """
          .formatted(MessageStatus.SENDING, Channel.SMS, Standing.BEGUN.of("a"));

  private final NamedParameterJdbcTemplate jdbc;

  Deliveries(JdbcTemplate jdbc) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
  }

  /**
   * Each message of a person, newest first, and each that went to one of these phones.
   *
   * @param person null: of the phones alone
   */
  List<Delivery> of(@Nullable Person person, Collection<PhoneNumber> phones) {
    long whose = person == null ? -1 : person.id();
    Map<Long, Delivery> found = new LinkedHashMap<>();
    jdbc.query(
        TRIES,
        Map.of(
            "person",
            whose,
            "numbers",
            phones.isEmpty() ? List.of("") : phones.stream().map(PhoneNumber::e164).toList()),
        row -> {
          Delivery one = found.get(row.getLong("id"));
          if (one == null) {
            one = delivery(row, whose);
            found.put(one.messageId(), one);
          }
          if (row.getObject("attempt_id") != null || row.getObject("intent_id") != null) {
            one.tries().add(aTry(row));
          }
        });
    return List.copyOf(found.values());
  }

  private static Delivery delivery(ResultSet row, long whose) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        row.getString("campaign"),
        Times.at(row, "queued_at"),
        new PhoneNumber(row.getString("sender")),
        row.getString("status"),
        row.getString("channel"),
        row.getString("destination"),
        row.getString("body"),
        row.getString("error"),
        row.getLong("person_id") == whose,
        new ArrayList<>());
  }

  private static @Nullable String basis(ResultSet row) throws SQLException {
    String basis = row.getString("basis");
    String source = row.getString("basis_source");
    return basis == null || source == null ? basis : basis + ", " + source;
  }

  private static Delivery.Try aTry(ResultSet row) throws SQLException {
    int code = row.getInt("error_code");
    Integer errorCode = row.wasNull() ? null : code;
    Instant at = Times.atOrNull(row, "tried_at");
    return new Delivery.Try(
        at,
        row.getString("try_status"),
        row.getString("try_channel"),
        row.getString("try_destination"),
        row.getString("try_body"),
        errorCode,
        row.getString("try_error"),
        row.getString("gateway_id"),
        basis(row),
        Times.atOrNull(row, "entry_changed_at"));
  }
}
