package org.heed.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.consent.Pair;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** A campaign's messages with what the routing rules made of each, before any of them leaves. */
@Component
public class RoutedMessages {
  private static final String OF_CAMPAIGN =
      """
      select m.id, m.line, m.person_id, m.named_number, m.sender, m.body, m.subject, m.status,
        m.channel, m.destination, m.reason, m.send_after, m.held_until, p.student_id, p.first_name,
        p.last_name, coalesce(m.email, p.email) as email
      from message m join person p on p.id = m.person_id
      where m.campaign_id = ? and m.line > ? order by m.campaign_id, m.line limit 1000
      """;
  private static final String OTHER_TEXTS =
      """
      select id, campaign_id, sender, destination from message
      where status = ? and channel = 'SMS' and id > ? order by status, channel, id limit 1000
      """;

  private final JdbcTemplate jdbc;

  RoutedMessages(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One of them.
   *
   * @param channel null: it is not routed, it waits for its time
   * @param destination where it goes; null: nowhere
   */
  public record RoutedMessage(
      long id,
      long line,
      long personId,
      @Nullable PhoneNumber named,
      PhoneNumber sender,
      String body,
      @Nullable String subject,
      MessageStatus status,
      @Nullable Channel channel,
      @Nullable String destination,
      @Nullable Reason reason,
      @Nullable Instant sendAfter,
      @Nullable Instant heldUntil,
      @Nullable String studentId,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String email) {

    /** Where its text goes, now or when it is held no more; null: it is no text. */
    public @Nullable PhoneNumber texted() {
      boolean goes = status == MessageStatus.READY || status == MessageStatus.HELD;
      return goes && channel == Channel.SMS && destination != null
          ? new PhoneNumber(destination)
          : null;
    }

    /** Whether its time has not come. */
    public boolean isWaiting() {
      return status == MessageStatus.READY && channel == null;
    }

    /** As it is emailed. */
    public QueuedEmail emailed(String to, String campaign, String senderName) {
      return new QueuedEmail(
          id,
          null,
          personId,
          campaign,
          subject,
          body,
          sender,
          senderName,
          to,
          reason,
          firstName,
          lastName,
          named,
          null,
          0);
    }
  }

  /** At most 1,000 after a line, by line. */
  public List<RoutedMessage> of(long campaignId, long afterLine) {
    return jdbc.query(OF_CAMPAIGN, (row, n) -> read(row), campaignId, afterLine);
  }

  /** Tells of every text of other campaigns that is queued or held. */
  public void otherTexts(long campaignId, Consumer<Pair> each) {
    for (MessageStatus status : List.of(MessageStatus.READY, MessageStatus.HELD)) {
      long[] last = {0};
      long before;
      do {
        before = last[0];
        jdbc.query(
            OTHER_TEXTS,
            row -> {
              last[0] = row.getLong("id");
              if (row.getLong("campaign_id") != campaignId) {
                each.accept(
                    new Pair(
                        new PhoneNumber(row.getString("sender")),
                        new PhoneNumber(row.getString("destination"))));
              }
            },
            status.name(),
            last[0]);
      } while (last[0] > before);
    }
  }

  private static RoutedMessage read(ResultSet row) throws SQLException {
    String named = row.getString("named_number");
    String channel = row.getString("channel");
    String reason = row.getString("reason");
    return new RoutedMessage(
        row.getLong("id"),
        row.getLong("line"),
        row.getLong("person_id"),
        named == null ? null : new PhoneNumber(named),
        new PhoneNumber(row.getString("sender")),
        row.getString("body"),
        row.getString("subject"),
        MessageStatus.valueOf(row.getString("status").strip()),
        channel == null ? null : Channel.valueOf(channel.strip()),
        row.getString("destination"),
        reason == null ? null : Reason.valueOf(reason.strip()),
        Times.atOrNull(row, "send_after"),
        Times.atOrNull(row, "held_until"),
        row.getString("student_id"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("email"));
  }
}
