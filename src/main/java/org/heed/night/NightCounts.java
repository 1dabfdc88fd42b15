package org.heed.night;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.heed.gateway.Answer;
import org.heed.gateway.Codes;
import org.heed.job.Night;
import org.heed.queue.Channel;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.reconciliation.Settlement;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * A night in numbers: where each message it had to do with stands now, in exactly one of them, and
 * the tries that failed on the way.
 */
@Component
class NightCounts {
  private static final Standing TRIED = Standing.notIn(MessageStatus.READY, MessageStatus.RELEASED);
  private static final Standing FAILED = Standing.in(MessageStatus.FAILED);
  private static final String ENDED =
      """
      select m.status, m.channel, count(distinct m.id) from attempt a
      join message m on m.id = a.message_id
      where a.id > :before and a.run_id <> 0 and %s
        and %s
      group by m.status, m.channel
      """
          .formatted(TRIED.of("a"), Standing.ENDED.of("m"));
  private static final String SETTLED =
      """
      select m.status, m.channel, count(*) from message m
      where m.id in (:doubts) and %s
        and not exists (select 1 from attempt a where a.message_id = m.id and a.id > :before
          and a.run_id <> 0 and %s)
      group by m.status, m.channel
      """
          .formatted(Standing.ENDED.of("m"), TRIED.of("a"));
  private static final String FAILED_TRIES =
      """
      select a.channel, a.error_code, m.status, count(*) from attempt a
      join message m on m.id = a.message_id
      where a.id > :before and a.run_id <> 0 and %s and a.channel is not null
      group by a.channel, a.error_code, m.status
      """
          .formatted(FAILED.of("a"));
  private static final String UNTRIED =
      """
      select count(*) from message m where %s
        and not exists (select 1 from attempt a where a.message_id = m.id)
      """
          .formatted(FAILED.of("m"));
  private static final String DOUBTS =
      "select id from message where "
          + Standing.in(MessageStatus.IN_DOUBT, MessageStatus.UNKNOWN).of("");
  private static final String QUEUE =
      """
      select status, count(*) from message
      where %s group by status
      """
          .formatted(Standing.OPEN.of(""));
  private static final int PAGE = 500;

  private final NamedParameterJdbcTemplate named;
  private final JdbcTemplate jdbc;
  private final Night night;
  private final Settlement settlement;

  NightCounts(JdbcTemplate jdbc, Night night, Settlement settlement) {
    this.settlement = settlement;
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.night = night;
  }

  /** Notes what no try will tell: what had failed without one, and what was in doubt. */
  void begin() {
    night.before(untried(), jdbc.queryForList(DOUBTS, Long.class));
  }

  /**
   * The numbers.
   *
   * @param refused texts that the gateway refused since the person had opted out
   * @param refusedUnreached of those, the ones whose message reached nobody by email either
   */
  record Figures(
      long texted,
      long refused,
      long refusedUnreached,
      long textFailed,
      long emailed,
      long emailFailed,
      long failed,
      long waiting,
      long held,
      long inDoubt,
      long unknown) {
    private static Figures of(Map<String, Long> counts) {
      ToLongFunction<String> count = name -> counts.getOrDefault(name, 0L);
      return new Figures(
          count.applyAsLong("texted"),
          count.applyAsLong("refused"),
          count.applyAsLong("refused_unreached"),
          count.applyAsLong("text_failed"),
          count.applyAsLong("emailed"),
          count.applyAsLong("email_failed"),
          count.applyAsLong("failed"),
          count.applyAsLong("waiting"),
          count.applyAsLong("held"),
          count.applyAsLong("in_doubt"),
          count.applyAsLong("unknown"));
    }
  }

  Figures now() {
    Map<String, Long> counts = new HashMap<>();
    ended(counts);
    failedTries(counts);
    queued(counts);
    return Figures.of(counts);
  }

  private void ended(Map<String, Long> counts) {
    long before = night.attemptsBefore();
    named.query(
        ENDED,
        Map.of("before", before),
        row -> {
          counts.merge(ended(row.getString(1), row.getString(2)), row.getLong(3), Long::sum);
        });
    List<Long> doubts = night.doubtsBefore();
    for (int from = 0; from < doubts.size(); from += PAGE) {
      List<Long> page = doubts.subList(from, Math.min(from + PAGE, doubts.size()));
      named.query(
          SETTLED,
          Map.of("before", before, "doubts", page),
          row -> {
            counts.merge(ended(row.getString(1), row.getString(2)), row.getLong(3), Long::sum);
          });
    }
    night
        .untriedBefore()
        .ifPresent(then -> counts.merge("failed", Math.max(0, untried() - then), Long::sum));
  }

  private void failedTries(Map<String, Long> counts) {
    named.query(
        FAILED_TRIES,
        Map.of("before", night.attemptsBefore()),
        row -> {
          String name =
              !Channel.SMS.is(row.getString(1))
                  ? "email_failed"
                  : Codes.kind(row.getInt(2)) == Answer.Kind.OPTED_OUT ? "refused" : "text_failed";
          counts.merge(name, row.getLong(4), Long::sum);
          if (name.equals("refused") && status(row.getString(3)) == MessageStatus.FAILED) {
            counts.merge("refused_unreached", row.getLong(4), Long::sum);
          }
        });
  }

  private void queued(Map<String, Long> counts) {
    jdbc.query(
        QUEUE,
        row -> {
          String name =
              switch (status(row.getString(1))) {
                case HELD -> "held";
                case IN_DOUBT -> "in_doubt";
                case UNKNOWN -> "unknown";
                default -> "waiting";
              };
          counts.merge(name, row.getLong(2), Long::sum);
        });
  }

  /** When what is in doubt is looked for next; empty: nothing is. */
  Optional<Instant> settledFrom() {
    return settlement.due();
  }

  private static String ended(String status, @Nullable String channel) {
    return status(status).outcome(channel);
  }

  private static MessageStatus status(String stored) {
    return MessageStatus.valueOf(stored.strip());
  }

  private long untried() {
    return Objects.requireNonNull(jdbc.queryForObject(UNTRIED, Long.class));
  }
}
