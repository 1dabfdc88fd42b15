package org.heed.replies;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.gateway.Codes;
import org.heed.gateway.Gateway;
import org.heed.gateway.LogPage;
import org.heed.gateway.LogPages;
import org.heed.job.Progress;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.reconciliation.LateResults;
import org.heed.reconciliation.Listed;
import org.heed.reconciliation.Unexplained;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the gateway's log, newest first, back to where the last reading is surely complete: keeps
 * the replies and applies late results (L1, G2). A reply is known by its id, so reading it twice
 * changes nothing.
 */
@Component
public class ReplyLogReader {
  private static final Duration OVERLAP = Duration.ofHours(6);
  private static final Duration RESULTS_COME_WITHIN = Duration.ofDays(3);
  private static final Duration FIRST_READING = Duration.ofDays(30);
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private static final String POSITION = "select read_to from gateway_position where id = 1";

  /** Nothing was sent before its first run. */
  private static final String MARKED = "select marked_at from installation where id = 1";

  private static final String MOVE = "update gateway_position set read_to = ? where id = 1";
  private static final String FIRST_POSITION =
      "insert into gateway_position (id, read_to) values (1, ?)";
  private static final String LATEST_SENT =
      """
      select attempted_at from attempt where %s
      order by status desc, channel desc, id desc limit 1
      """
          .formatted(Standing.in(MessageStatus.SENT).byText().of(""));

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ObjectProvider<Gateway> gateway;
  private final LateResults late;
  private final Unexplained unexplained;
  private final Replies replies;
  private final OtherRefusals refusals;
  private final PhoneNumbers numbers;
  private final Senders senders;
  private final Progress progress;
  private final Clock clock;
  private volatile @Nullable Instant lastReadAt;

  ReplyLogReader(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      ObjectProvider<Gateway> gateway,
      LateResults late,
      Unexplained unexplained,
      Replies replies,
      OtherRefusals refusals,
      PhoneNumbers numbers,
      Senders senders,
      Progress progress,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.gateway = gateway;
    this.late = late;
    this.unexplained = unexplained;
    this.replies = replies;
    this.refusals = refusals;
    this.numbers = numbers;
    this.senders = senders;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Reads what is new and applies it.
   *
   * @return why texts failed after they were taken, where only staff can mend it (R6)
   * @throws org.heed.gateway.GatewayFault if the log cannot be read; it is read again from the same
   *     position
   */
  public List<String> read() {
    Instant position = first(POSITION);
    Instant from =
        position == null ? clock.instant().minus(FIRST_READING) : position.minus(OVERLAP);
    Instant sent = first(LATEST_SENT);
    // A text without a result may have got it since, as far back as results still come in.
    if (position != null && sent != null && sent.isAfter(position.minus(RESULTS_COME_WITHIN))) {
      from = position.minus(RESULTS_COME_WITHIN);
    }
    List<LateResults.Fault> faults = new ArrayList<>();
    progress.begin("rows of the gateway's log", 0);
    OffsetDateTime reached =
        readBackTo(
                from,
                position == null ? first(MARKED) : position,
                faults,
                progress::add,
                () -> true)
            .atOffset(ZoneOffset.UTC);
    progress.end();
    transaction.executeWithoutResult(
        status -> {
          if (jdbc.update(MOVE, reached) == 0) {
            jdbc.update(FIRST_POSITION, reached);
          }
        });
    return words(faults);
  }

  /**
   * Reads once more what came since a time; used within a run. The position stays: what lies
   * between it and that time is still to be read.
   *
   * @return as {@link #read}
   */
  public List<String> readSince(Instant time) {
    List<LateResults.Fault> faults = new ArrayList<>();
    readBackTo(time.minus(CLOCKS), null, faults, count -> {}, () -> true);
    return words(faults);
  }

  /**
   * Reads what came since the last reading of any kind, while other threads send.
   *
   * @param goesOn false: the rest is left to the next reading
   * @return as {@link #read}
   */
  public List<String> readFurther(BooleanSupplier goesOn) {
    List<LateResults.Fault> faults = new ArrayList<>();
    readBackTo(readAt().minus(CLOCKS), null, faults, count -> {}, goesOn);
    return words(faults);
  }

  /** When the last reading that reached its end began, by this machine's clock. */
  public Instant readAt() {
    Instant known = lastReadAt;
    return known == null ? clock.instant() : known;
  }

  /**
   * The gateway's time of the first page.
   *
   * @param position what is later has not been read before; null: everything has
   */
  private Instant readBackTo(
      Instant from,
      @Nullable Instant position,
      List<LateResults.Fault> faults,
      LongConsumer read,
      BooleanSupplier goesOn) {
    Instant readAt = clock.instant();
    LogRows rows = new LogRows(jdbc, numbers, readAt);
    Instant reached = readAt;
    LogPages pages = new LogPages(gateway.getObject(), null);
    LogPage page = Objects.requireNonNull(pages.next());
    Instant at = page.at();
    Instant until = from;
    if (at != null) {
      reached = at;
      // Where this machine's clock is ahead, a time by it is later than the gateway's.
      until = at.isBefore(readAt) ? from.minus(Duration.between(at, readAt)) : from;
    }
    while (page != null) {
      if (!goesOn.getAsBoolean()) {
        return reached;
      }
      LogPage taken = page;
      faults.addAll(transaction.execute(status -> apply(rows.take(taken.entries()), position)));
      read.accept(taken.entries().size());
      page = page.isOlderThan(until) ? null : pages.next();
    }
    replies.apply();
    refusals.apply();
    lastReadAt = readAt;
    return reached;
  }

  private List<LateResults.Fault> apply(List<Listed> page, @Nullable Instant position) {
    if (position != null) {
      unexplained.settle(page, position);
    }
    return late.apply(page);
  }

  private List<String> words(List<LateResults.Fault> faults) {
    Map<String, Long> counts =
        faults.stream()
            .collect(
                Collectors.groupingBy(
                    fault ->
                        Phrases.of(
                            fault.ended() ? "night.gave.up.ended" : "night.gave.up.again",
                            senders
                                .of(fault.text().sender())
                                .map(Sender::name)
                                .orElse(Phrases.of("sender.former")),
                            fault.text().code(),
                            Codes.words(fault.text().code())),
                    TreeMap::new,
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> Phrases.of("night.gave.up", entry.getValue(), entry.getKey()))
        .toList();
  }

  private @Nullable Instant first(String query) {
    List<OffsetDateTime> found = jdbc.queryForList(query, OffsetDateTime.class);
    return found.isEmpty() || found.get(0) == null ? null : found.get(0).toInstant();
  }
}
