package org.heed.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Texts the gateway has taken, and those of them that arrived. */
@Component
public class SentTexts {
  // Asked for its status too, HSQLDB would read every text ever sent, for each page of the log.
  private static final String KNOWN =
      """
      select a.id, a.message_id, m.person_id, a.destination, a.sender, a.gateway_id, a.status,
        a.channel, a.error_code, m.status as message_status, m.channel as message_channel
      from attempt a join message m on m.id = a.message_id where a.gateway_id in (:sids)
      """;
  private static final String ARRIVED =
      """
      update attempt set status = 'DELIVERED', error_code = null, error = null, entry_changed_at = ?
      where id = ?
      """;
  // What had failed for good after all arrived: the row that says so ends with it.
  private static final String NO_END =
      "delete from attempt where message_id = ? and channel is null and status = 'FAILED'";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final Messages messages;

  SentTexts(JdbcTemplate jdbc, Messages messages) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.messages = messages;
  }

  /**
   * An attempt the gateway has given an id.
   *
   * @param code the failure's; 0: none
   * @param message where its message stands now, and on which way
   */
  public record SentText(
      long attemptId,
      long messageId,
      long personId,
      PhoneNumber to,
      PhoneNumber sender,
      String gatewayId,
      boolean byText,
      MessageStatus status,
      int code,
      MessageStatus message,
      boolean messageByEmail) {

    /** The gateway has it and has said no more. */
    public boolean isOpen() {
      return byText && status == MessageStatus.SENT;
    }

    /** It ended as failed, and nothing else waits to go in its place. */
    public boolean isGivenUp() {
      return byText
          && status == MessageStatus.FAILED
          && (message == MessageStatus.FAILED || (message == MessageStatus.SENT && messageByEmail));
    }
  }

  /**
   * One of them is on the phone, says the gateway.
   *
   * @param changedAt when it had last changed its entry; null: it did not say
   */
  public record Arrival(SentText text, @Nullable Instant changedAt) {}

  /** Those the gateway knows by these ids. */
  public List<SentText> known(Collection<String> gatewayIds) {
    return named.query(
        KNOWN,
        Map.of("sids", gatewayIds),
        (row, n) ->
            new SentText(
                row.getLong("id"),
                row.getLong("message_id"),
                row.getLong("person_id"),
                new PhoneNumber(row.getString("destination")),
                new PhoneNumber(row.getString("sender")),
                row.getString("gateway_id"),
                isText(row.getString("channel")),
                MessageStatus.valueOf(row.getString("status")),
                row.getInt("error_code"),
                MessageStatus.valueOf(row.getString("message_status")),
                "EMAIL".equals(row.getString("message_channel"))));
  }

  private static boolean isText(@Nullable String channel) {
    return "SMS".equals(channel);
  }

  /** They arrived, in the caller's transaction; a message that had ended otherwise is told anew. */
  public void arrived(List<Arrival> arrivals) {
    List<SentText> texts = arrivals.stream().map(Arrival::text).toList();
    List<SentText> late = texts.stream().filter(text -> !text.isOpen()).toList();
    jdbc.batchUpdate(
        ARRIVED,
        arrivals.stream()
            .map(
                one ->
                    new @Nullable Object[] {
                      Times.utcOrNull(one.changedAt()), one.text().attemptId()
                    })
            .toList());
    jdbc.batchUpdate(NO_END, late.stream().map(text -> new Object[] {text.messageId()}).toList());
    messages.set(
        MessageStatus.DELIVERED,
        texts.stream().filter(SentText::isOpen).map(SentText::messageId).toList());
    messages.move(
        late.stream()
            .filter(text -> text.message() == MessageStatus.FAILED)
            .map(text -> Move.ofText(text.messageId(), MessageStatus.DELIVERED, text.to()))
            .toList());
    messages.outcomesChanged(late.stream().map(SentText::messageId).toList());
  }
}
