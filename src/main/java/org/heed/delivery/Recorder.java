package org.heed.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.heed.gateway.Answer;
import org.heed.gateway.Answer.Kind;
import org.heed.gateway.GatewayClock;
import org.heed.job.RunLock;
import org.heed.reconciliation.FailedText;
import org.heed.reconciliation.Outcomes;
import org.heed.storage.StorageGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits what became of texts, in groups, with the consequences of a refusal in the same
 * transaction: whoever reads the queue afterwards sees both or neither (O1, O2).
 */
@Component
class Recorder {
  private static final String INTENT = "delete from intent where message_id = ? and attempt_id = ?";
  private static final String ATTEMPT =
      """
      insert into attempt (status, gateway_id, gateway_at, ended_at, segments, error_code, error,
        message_id, run_id, channel, sender, destination, body, attempted_at, called_at, id)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'SMS', ?, ?, ?, ?, ?, ?)
      """;
  private static final String TAKEN_UP =
      """
      update attempt set status = ?, gateway_id = ?, gateway_at = ?, ended_at = ?, segments = ?,
        error_code = ?, error = ?, called_at = ?
      where id = ? and status = 'IN_DOUBT'
      """;
  private static final String MESSAGE = "update message set status = ? where id = ?";
  private static final String HELD =
      """
      update message set status = 'HELD', held_until = ?, reason = 'GATEWAY_QUIET_HOURS' where id = ?
      """;
  private static final String FIRST_TEXT =
      "update pair set first_text_at = ? where sender = ? and number = ? and first_text_at is null";
  private static final String NEW_PAIR =
      """
      insert into pair (first_text_at, sender, number)
      select cast(? as timestamp(6) with time zone), cast(? as varchar(20)), cast(? as varchar(20))
      from (values (0)) as one (n)
      where not exists (select 1 from pair where sender = ? and number = ?)
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Outcomes outcomes;
  private final StorageGuard guard;
  private final Clock clock;
  private final GatewayClock gatewayClock;

  Recorder(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Outcomes outcomes,
      StorageGuard guard,
      Clock clock,
      GatewayClock gatewayClock) {
    this.gatewayClock = gatewayClock;
    this.guard = guard;
    this.jdbc = jdbc;
    this.transaction = RunLock.kept(transactions);
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /** Records outcomes of different lanes; returns when they are committed. */
  void record(List<Outcome> group) {
    try {
      StorageGuard.Written written = guard.watch();
      List<Outcome> own = Objects.requireNonNull(transaction.execute(status -> recordNow(group)));
      if (!own.isEmpty()) {
        written.check(own.stream().map(Recorder::logged).toList());
      }
    } catch (DuplicateKeyException sameIdTwice) {
      group.forEach(
          one -> {
            try {
              transaction.executeWithoutResult(status -> recordNow(List.of(one)));
            } catch (DuplicateKeyException thisOne) {
              transaction.executeWithoutResult(status -> recordNow(List.of(doubtful(one))));
            }
          });
    }
  }

  private static Outcome doubtful(Outcome outcome) {
    String words = "the gateway answered with an id it had given to another text";
    return new Outcome(
        outcome.intent(),
        new Answer(Kind.IN_DOUBT, null, null, words, null, outcome.answer().at(), null),
        outcome.calledAt());
  }

  private static String logged(Outcome outcome) {
    return "ATTEMPT VALUES(" + outcome.intent().attemptId() + ",";
  }

  /** Those that got a row of their own. */
  private List<Outcome> recordNow(List<Outcome> group) {
    OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    int[] ended =
        jdbc.batchUpdate(
            INTENT,
            group.stream()
                .map(o -> new Object[] {o.intent().queued().id(), o.intent().attemptId()})
                .toList());
    List<Outcome> own = where(group, ended, true);
    jdbc.batchUpdate(ATTEMPT, own.stream().map(outcome -> attempt(outcome, now)).toList());
    List<Outcome> known = new ArrayList<>(own);
    List<Outcome> takenUp =
        where(group, ended, false).stream()
            .filter(outcome -> !status(outcome.answer()).equals("RELEASED"))
            .toList();
    if (!takenUp.isEmpty()) {
      // Another run took over while this one slept; what that has not settled yet is news to it.
      int[] news =
          jdbc.batchUpdate(
              TAKEN_UP, takenUp.stream().map(outcome -> verdict(outcome, now)).toList());
      known.addAll(where(takenUp, news, true));
    }
    messages(known, now);
    failures(known);
    return own;
  }

  private static List<Outcome> where(List<Outcome> group, int[] counts, boolean some) {
    return IntStream.range(0, counts.length)
        .filter(i -> (counts[i] != 0) == some)
        .mapToObj(group::get)
        .toList();
  }

  private void messages(List<Outcome> group, OffsetDateTime now) {
    List<Object[]> messages = new ArrayList<>();
    List<Object[]> held = new ArrayList<>();
    List<Object[]> first = new ArrayList<>();
    for (Outcome outcome : group) {
      Intent intent = outcome.intent();
      switch (outcome.answer().kind()) {
        case ACCEPTED -> {
          messages.add(new Object[] {"SENT", intent.queued().id()});
          if (intent.first()) {
            first.add(new Object[] {now, intent.text().from().e164(), intent.text().to().e164()});
          }
        }
        case IN_DOUBT -> messages.add(new Object[] {"IN_DOUBT", intent.queued().id()});
        case HOLD -> held.add(new Object[] {now.plusHours(1), intent.queued().id()});
        default -> {}
      }
    }
    jdbc.batchUpdate(MESSAGE, messages);
    jdbc.batchUpdate(HELD, held);
    int[] known = jdbc.batchUpdate(FIRST_TEXT, first);
    jdbc.batchUpdate(
        NEW_PAIR,
        IntStream.range(0, known.length)
            .filter(i -> known[i] == 0)
            .mapToObj(first::get)
            .map(pair -> new Object[] {pair[0], pair[1], pair[2], pair[1], pair[2]})
            .toList());
  }

  private void failures(List<Outcome> group) {
    List<FailedText> refused = new ArrayList<>();
    List<FailedText> failed = new ArrayList<>();
    for (Outcome outcome : group) {
      switch (outcome.answer().kind()) {
        case OPTED_OUT -> refused.add(failure(outcome));
        case RECIPIENT, NOT_TEXTABLE, CONTENT -> failed.add(failure(outcome));
        default -> {}
      }
    }
    if (!refused.isEmpty()) {
      outcomes.refused(refused);
    }
    if (!failed.isEmpty()) {
      outcomes.failed(failed);
    }
  }

  private static @Nullable Object[] attempt(Outcome outcome, OffsetDateTime now) {
    Intent intent = outcome.intent();
    Answer answer = outcome.answer();
    return new @Nullable Object[] {
      status(answer),
      answer.gatewayId(),
      at(outcome),
      now,
      answer.segments(),
      answer.code(),
      cut(answer.words()),
      intent.queued().id(),
      intent.runId(),
      intent.text().from().e164(),
      intent.text().to().e164(),
      intent.text().body(),
      intent.startedAt().atOffset(ZoneOffset.UTC),
      utc(outcome.calledAt()),
      intent.attemptId()
    };
  }

  private static @Nullable Object[] verdict(Outcome outcome, OffsetDateTime now) {
    Answer answer = outcome.answer();
    return new @Nullable Object[] {
      status(answer),
      answer.gatewayId(),
      at(outcome),
      now,
      answer.segments(),
      answer.code(),
      cut(answer.words()),
      utc(outcome.calledAt()),
      outcome.intent().attemptId()
    };
  }

  private static String status(Answer answer) {
    return switch (answer.kind()) {
      case ACCEPTED -> "SENT";
      case IN_DOUBT -> "IN_DOUBT";
      case OPTED_OUT, RECIPIENT, NOT_TEXTABLE, CONTENT -> "FAILED";
      case HOLD, RETRY, UNREACHABLE, SENDER_FAULT, ACCOUNT_FAULT -> "RELEASED";
    };
  }

  /** A text in doubt is looked for from when it began, not from when its answer was lost. */
  private static @Nullable OffsetDateTime at(Outcome outcome) {
    Answer answer = outcome.answer();
    return utc(answer.kind() == Kind.IN_DOUBT ? outcome.intent().gatewayStartedAt() : answer.at());
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private FailedText failure(Outcome outcome) {
    Intent intent = outcome.intent();
    Answer answer = outcome.answer();
    Integer code = answer.code();
    Instant at = answer.at();
    return new FailedText(
        intent.attemptId(),
        intent.queued().id(),
        intent.queued().personId(),
        intent.text().to(),
        intent.text().from(),
        code == null ? 0 : code,
        answer.gatewayId(),
        at == null ? gatewayClock.now().truncatedTo(ChronoUnit.SECONDS) : at);
  }

  private static @Nullable String cut(@Nullable String words) {
    return words == null || words.length() <= 500 ? words : words.substring(0, 500);
  }
}
