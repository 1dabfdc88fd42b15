package org.heed.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.Senders;
import org.heed.address.Times;
import org.heed.gateway.GatewayClock;
import org.heed.gateway.LogEntry;
import org.heed.gateway.SmartEncoding;
import org.heed.queue.AttemptIds;
import org.heed.queue.MessageStatus;
import org.heed.queue.OpenText;
import org.heed.queue.OpenTexts;
import org.heed.queue.Standing;
import org.heed.settings.DeliverySettings;
import org.heed.words.OptOutLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Texts of our own senders in the gateway's log that nothing in the database explains: after an old
 * backup was restored, those are texts it still has in its queue. They are not sent again.
 */
@Component
public class Unexplained {
  private static final Logger log = LoggerFactory.getLogger(Unexplained.class);
  private static final String REFUSED_AT_ONCE =
      """
      select destination, sender, body from attempt where destination in (:numbers)
        and %s and gateway_id is null and gateway_at >= :since
      """
          .formatted(Standing.in(MessageStatus.FAILED).byText().of(""));
  private static final String QUEUED =
      """
      select m.id, m.person_id, m.sender, m.body, m.send_after, m.queued_at, n.number,
        f.name as file_name
      from (select person_id, number from listing where number in (:numbers)) n
      join message m on m.person_id = n.person_id
      join campaign c on c.id = m.campaign_id join import_file f on f.id = c.file_id
      where m.named_number is null and %1$s
      union all
      select m.id, m.person_id, m.sender, m.body, m.send_after, m.queued_at, m.named_number,
        f.name
      from message m
      join campaign c on c.id = m.campaign_id join import_file f on f.id = c.file_id
      where m.named_number in (:numbers) and %1$s
      order by 1
      """
          .formatted(Standing.WAITING.unindexed("m"));
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
  private static final Pattern TAKEN_BEFORE = Pattern.compile("\\d{8}T\\d{6}-.*");
  private static final Duration FILES_OF_ONE_NAME = Duration.ofMinutes(1);

  private final NamedParameterJdbcTemplate named;
  private final OpenTexts texts;
  private final Settlement settlement;
  private final Senders senders;
  private final AttemptIds ids;
  private final GatewayClock clock;
  private final Institution institution;
  private final @Nullable String stopLine;

  Unexplained(
      JdbcTemplate jdbc,
      OpenTexts texts,
      Settlement settlement,
      Senders senders,
      AttemptIds ids,
      GatewayClock clock,
      Institution institution,
      DeliverySettings delivery) {
    this.stopLine = delivery.stopLine();
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.texts = texts;
    this.settlement = settlement;
    this.senders = senders;
    this.ids = ids;
    this.clock = clock;
    this.institution = institution;
  }

  /**
   * A queued message as it would leave for one phone.
   *
   * @param notBefore when it was queued, by the gateway's clock: what is older is another text
   */
  private record Queued(
      long id,
      long personId,
      PhoneNumber sender,
      PhoneNumber to,
      String body,
      @Nullable Instant sendAfter,
      Instant notBefore) {}

  /**
   * Settles queued messages that one page of the log already has, in the caller's transaction.
   *
   * @param since by the gateway's clock: when the log was read before; what is older is explained
   * @return how many messages turned out to have gone, or to have been refused
   */
  public int settle(List<Listed> page, Instant since) {
    List<LogEntry> rows =
        page.stream().map(Listed::entry).filter(entry -> isOurs(entry, since)).toList();
    if (rows.isEmpty()) {
      return 0;
    }
    Set<String> known = texts.taken(rows.stream().map(LogEntry::sid).toList());
    List<LogEntry> strange =
        new ArrayList<>(rows.stream().filter(entry -> !known.contains(entry.sid())).toList());
    leaveOutRefusedAtOnce(strange, since);
    if (strange.isEmpty()) {
      return 0;
    }
    Map<OpenText, LogEntry> found = new LinkedHashMap<>();
    Set<String> used = new HashSet<>();
    for (Queued message : queued(strange)) {
      strange.stream()
          .filter(entry -> !used.contains(entry.sid()) && is(message, entry))
          .findFirst()
          .ifPresent(
              entry -> {
                used.add(entry.sid());
                found.put(inDoubt(message, entry), entry);
              });
    }
    settlement.found(found);
    if (!found.isEmpty()) {
      log.warn(
          "{} queued texts are in the gateway's log already, as after an old backup was restored;"
              + " they are not sent again",
          found.size());
    }
    return found.size();
  }

  private boolean isOurs(LogEntry entry, Instant since) {
    String from = entry.from();
    return !entry.inbound()
        && from != null
        && senders.isOne(from)
        && !entry.createdAt().isBefore(since);
  }

  /** A text refused at once is listed under an id that nobody told us. */
  private void leaveOutRefusedAtOnce(List<LogEntry> strange, Instant since) {
    List<String> numbers = strange.stream().filter(LogEntry::failed).map(LogEntry::to).toList();
    if (numbers.isEmpty()) {
      return;
    }
    named.query(
        REFUSED_AT_ONCE,
        Map.of("numbers", numbers, "since", since.minusSeconds(300).atOffset(ZoneOffset.UTC)),
        row -> {
          String to = row.getString("destination");
          String from = row.getString("sender");
          String body = row.getString("body");
          strange.stream()
              .filter(LogEntry::failed)
              .filter(entry -> entry.to().equals(to) && from.equals(entry.from()))
              .filter(entry -> SmartEncoding.shows(entry.body(), body))
              .findFirst()
              .ifPresent(strange::remove);
        });
  }

  private List<Queued> queued(List<LogEntry> strange) {
    return named.query(
        QUEUED,
        Map.of("numbers", strange.stream().map(LogEntry::to).distinct().toList()),
        (row, n) -> read(row));
  }

  /** The text alone, or as a first one (R8); a row that shows no text proves nothing. */
  private boolean is(Queued message, LogEntry entry) {
    Instant after = message.sendAfter();
    return !entry.body().isBlank()
        && message.sender().e164().equals(entry.from())
        && message.to().e164().equals(entry.to())
        && !message.notBefore().isAfter(entry.createdAt())
        && (after == null || !after.isAfter(entry.createdAt()))
        && (SmartEncoding.shows(entry.body(), message.body())
            || SmartEncoding.shows(entry.body(), OptOutLine.body(message.body(), stopLine)));
  }

  private OpenText inDoubt(Queued message, LogEntry entry) {
    OpenText text =
        new OpenText(
            ids.next(),
            message.id(),
            message.personId(),
            message.sender(),
            message.to(),
            entry.body(),
            entry.createdAt(),
            null,
            false);
    texts.explain(text);
    return text;
  }

  /** Of a file from {@code done/} that is dropped once more: when it was taken first. */
  private Instant queuedAt(ResultSet row) throws SQLException {
    Instant queued = Times.at(row, "queued_at");
    String file = row.getString("file_name");
    if (!TAKEN_BEFORE.matcher(file).matches()) {
      return queued;
    }
    try {
      Instant before =
          LocalDateTime.parse(file.substring(0, file.indexOf('-')), TIME)
              .atZone(institution.zone())
              .toInstant()
              .minus(FILES_OF_ONE_NAME);
      return before.isBefore(queued) ? before : queued;
    } catch (DateTimeParseException someOtherNumber) {
      return queued;
    }
  }

  private Queued read(ResultSet row) throws SQLException {
    return new Queued(
        row.getLong("id"),
        row.getLong("person_id"),
        new PhoneNumber(row.getString("sender")),
        new PhoneNumber(row.getString("number")),
        row.getString("body"),
        Times.atOrNull(row, "send_after"),
        clock.earliest(queuedAt(row)).minus(GatewayClock.TOLERANCE));
  }
}
