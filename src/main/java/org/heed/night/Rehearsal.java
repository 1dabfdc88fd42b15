package org.heed.night;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.consent.Candidate;
import org.heed.consent.FirstTexts;
import org.heed.email.Letters;
import org.heed.mail.Letter;
import org.heed.message.OptOutLine;
import org.heed.queue.QueuedEmail;
import org.heed.queue.Reason;
import org.heed.routing.Decision;
import org.heed.routing.Question;
import org.heed.routing.Routing;
import org.heed.settings.DeliverySettings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** What a night would do with messages that are not queued yet; nothing is stored or sent. */
@Component
public class Rehearsal {
  private static final String QUEUED =
      """
      select m.id, m.campaign_id, m.sender, m.send_after, m.person_id, m.named_number,
        coalesce(m.email, p.email) as email
      from message m join person p on p.id = m.person_id
      where m.id in (select id from message
        where status = :status and channel %s and id > :last order by status, channel, id limit 500)
      order by m.id
      """;
  private static final String NOT_ACCEPTED = "select id from campaign where accepted_at is null";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final Routing routing;
  private final Letters letters;
  private final DeliverySettings properties;

  Rehearsal(JdbcTemplate jdbc, Routing routing, Letters letters, DeliverySettings properties) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.routing = routing;
    this.letters = letters;
    this.properties = properties;
  }

  /** How a message would go. */
  public Decision route(Question question) {
    return routing.route(question);
  }

  /** The text as it would be sent. */
  public String asSent(String body, boolean first) {
    return OptOutLine.body(body, first ? properties.stopLine() : null);
  }

  /** How a first text ends; null: it does not say. */
  public @Nullable String stopLine() {
    return properties.stopLine();
  }

  /**
   * The email a message would come as.
   *
   * @param phones the person's, and the one the message names
   */
  public Letter letter(
      Sender from,
      String to,
      @Nullable String subject,
      String body,
      @Nullable Reason reason,
      List<Candidate> phones) {
    QueuedEmail email =
        new QueuedEmail(
            0,
            null,
            0,
            "",
            subject,
            body,
            from.number(),
            from.name(),
            to,
            reason,
            null,
            null,
            null,
            null);
    return letters.write(List.of(email), Map.of(0L, phones)).get(0).letter();
  }

  /** Which texts are the first; nothing of tonight is noted yet. */
  public FirstTexts firstTexts() {
    return new FirstTexts(named);
  }

  /**
   * A message that is queued already.
   *
   * @param named the phone it names; null: it names the person only
   */
  public record Queued(
      long personId, @Nullable PhoneNumber named, PhoneNumber sender, @Nullable String email) {}

  /** Tells of every message a run at this time would route, page by page. */
  public void queued(Instant at, Consumer<List<Queued>> pages) {
    Set<Long> notAccepted = new HashSet<>(jdbc.queryForList(NOT_ACCEPTED, Long.class));
    queued("READY", "is null", at, notAccepted, pages);
    queued("READY", "= 'SMS'", at, notAccepted, pages);
    queued("HELD", "= 'SMS'", at, notAccepted, pages);
  }

  private void queued(
      String status,
      String channel,
      Instant at,
      Set<Long> notAccepted,
      Consumer<List<Queued>> pages) {
    long[] last = {0};
    long before;
    do {
      before = last[0];
      List<Queued> due = new ArrayList<>();
      named.query(
          QUEUED.formatted(channel),
          Map.of("status", status, "last", last[0]),
          (RowCallbackHandler)
              row -> {
                last[0] = row.getLong("id");
                OffsetDateTime after = row.getObject("send_after", OffsetDateTime.class);
                String phone = row.getString("named_number");
                if (!notAccepted.contains(row.getLong("campaign_id"))
                    && (after == null || !after.toInstant().isAfter(at))) {
                  due.add(
                      new Queued(
                          row.getLong("person_id"),
                          phone == null ? null : new PhoneNumber(phone),
                          new PhoneNumber(row.getString("sender")),
                          row.getString("email")));
                }
              });
      if (!due.isEmpty()) {
        pages.accept(due);
      }
    } while (last[0] > before);
  }
}
