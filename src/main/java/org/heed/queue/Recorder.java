package org.heed.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.consent.Pair;
import org.heed.consent.TextedPairs;
import org.heed.gateway.Answer;
import org.heed.gateway.Answer.Kind;
import org.heed.gateway.Codes;
import org.heed.gateway.GatewayClock;
import org.heed.job.RunLock;
import org.heed.storage.ManyRows;
import org.heed.storage.StorageGuard;
import org.heed.storage.StorageGuard.LoggedRow;
import org.heed.words.Phrases;
import org.heed.words.Words;
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
public class Recorder {
  private static final String INTENTS =
      """
      delete from intent where message_id in (select v.id from unnest(%1$s) as v (id))
        and attempt_id in (select v.id from unnest(%1$s) as v (id))
      """
          .formatted(ManyRows.NUMBERS);
  private static final String ATTEMPT =
      """
      insert into attempt (status, gateway_id, gateway_at, ended_at, segments, error_code, error,
        called_at, message_id, run_id, channel, sender, destination, body, attempted_at, id,
        basis_by)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'SMS', ?, ?, ?, ?, ?, ?)
      """;
  private static final String TAKEN_UP =
      """
      update attempt set status = ?, gateway_id = ?, gateway_at = ?, ended_at = ?, segments = ?,
        error_code = ?, error = ?, called_at = ?
      where id = ? and (status || '' = 'IN_DOUBT'
        or (cast(? as boolean) and status || '' in ('RELEASED', 'UNKNOWN')))
      """;
  private static final String OPEN =
      """
      select count(*) from message
      where id = ? and status || '' in ('READY', 'HELD', 'IN_DOUBT', 'UNKNOWN')
      """;
  private static final Duration HELD_BY_GATEWAY = Duration.ofHours(1);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Messages messages;
  private final TextedPairs texted;
  private final Failures failures;
  private final StorageGuard guard;
  private final Clock clock;
  private final GatewayClock gatewayClock;

  Recorder(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Messages messages,
      TextedPairs texted,
      Failures failures,
      StorageGuard guard,
      Clock clock,
      GatewayClock gatewayClock) {
    this.gatewayClock = gatewayClock;
    this.guard = guard;
    this.jdbc = jdbc;
    this.transaction = RunLock.kept(transactions);
    this.messages = messages;
    this.texted = texted;
    this.failures = failures;
    this.clock = clock;
  }

  /** Another run has taken over some of these intents. */
  private static final class TakenOver extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Records outcomes of different lanes, at most 500; returns when they are committed. */
  public void record(List<Answered> group) {
    try {
      durably(group);
    } catch (DuplicateKeyException | TakenOver apart) {
      for (Answered one : group) {
        try {
          durably(List.of(one));
        } catch (DuplicateKeyException sameIdTwice) {
          durably(List.of(doubtful(one)));
        }
      }
    }
  }

  private void durably(List<Answered> group) {
    guard.durably(
        () -> Objects.requireNonNull(transaction.execute(status -> recordNow(group))),
        own -> own.stream().map(Recorder::row).toList());
  }

  private static Answered doubtful(Answered outcome) {
    String words = Phrases.of("gateway.same.id");
    return new Answered(
        outcome.intent(),
        new Answer(Kind.IN_DOUBT, null, null, words, null, outcome.answer().at(), null),
        outcome.calledAt());
  }

  private static LoggedRow row(Answered outcome) {
    return LoggedRow.of("attempt", outcome.intent().attemptId());
  }

  /** Those that got a row of their own. */
  private List<Answered> recordNow(List<Answered> group) {
    Instant now = clock.instant();
    int ended =
        jdbc.update(
            INTENTS,
            ManyRows.numbers(group.stream().map(one -> one.intent().queued().id()).toList()),
            ManyRows.numbers(group.stream().map(one -> one.intent().attemptId()).toList()));
    if (ended == group.size()) {
      jdbc.batchUpdate(ATTEMPT, group.stream().map(outcome -> attempt(outcome, now)).toList());
      follow(group, now);
      return group;
    }
    if (group.size() > 1) {
      throw new TakenOver();
    }
    // Another run took over while this one slept; what that has not settled yet is news to it.
    Answered outcome = group.get(0);
    if (status(outcome.answer()) != MessageStatus.RELEASED
        && jdbc.update(TAKEN_UP, takenUp(outcome, now)) == 1) {
      if (isOpen(outcome.intent().queued().id())) {
        follow(group, now);
      } else if (outcome.answer().kind() == Kind.OPTED_OUT) {
        failures.learn(List.of(failure(outcome)));
      }
    }
    return List.of();
  }

  private boolean isOpen(long message) {
    return Objects.requireNonNull(jdbc.queryForObject(OPEN, Integer.class, message)) > 0;
  }

  private void follow(List<Answered> group, Instant now) {
    messages(group, now);
    failures(group);
  }

  private @Nullable Object[] takenUp(Answered outcome, Instant now) {
    return Stream.concat(
            Arrays.stream(verdict(outcome, now)),
            Stream.of(outcome.intent().attemptId(), isKept(outcome.answer().kind())))
        .toArray();
  }

  /** That it was taken or that somebody said no counts also where its absence seemed proven. */
  private static boolean isKept(Kind kind) {
    return kind == Kind.ACCEPTED || kind == Kind.OPTED_OUT;
  }

  private void messages(List<Answered> group, Instant now) {
    List<Move> moves = new ArrayList<>();
    List<Pair> first = new ArrayList<>();
    for (Answered outcome : group) {
      Intent intent = outcome.intent();
      long id = intent.queued().id();
      PhoneNumber to = intent.text().to();
      switch (outcome.answer().kind()) {
        case ACCEPTED -> {
          moves.add(Move.ofText(id, MessageStatus.SENT, to));
          if (intent.first()) {
            first.add(new Pair(intent.text().from(), to));
          }
        }
        case IN_DOUBT -> moves.add(Move.ofText(id, MessageStatus.IN_DOUBT, to));
        case HOLD ->
            moves.add(Move.held(id, to, Reason.GATEWAY_QUIET_HOURS, now.plus(HELD_BY_GATEWAY)));
        default -> {}
      }
    }
    messages.move(moves);
    texted.note(first, now);
  }

  private void failures(List<Answered> group) {
    List<FailedText> refused = new ArrayList<>();
    List<FailedText> failed = new ArrayList<>();
    for (Answered outcome : group) {
      switch (outcome.answer().kind()) {
        case OPTED_OUT -> refused.add(failure(outcome));
        case RECIPIENT, NOT_TEXTABLE, CONTENT, EXPIRED -> failed.add(failure(outcome));
        default -> {}
      }
    }
    if (!refused.isEmpty()) {
      failures.refused(refused);
    }
    if (!failed.isEmpty()) {
      failures.failed(failed);
    }
  }

  private @Nullable Object[] attempt(Answered outcome, Instant now) {
    Intent intent = outcome.intent();
    return Stream.of(
            verdict(outcome, now),
            new @Nullable Object[] {
              intent.queued().id(),
              intent.runId(),
              intent.text().from().e164(),
              intent.text().to().e164(),
              intent.text().body(),
              Times.utc(intent.startedAt()),
              intent.attemptId(),
              intent.basis()
            })
        .flatMap(Arrays::stream)
        .toArray();
  }

  /** What became of it: a text that failed says so in the words of its code. */
  private @Nullable Object[] verdict(Answered outcome, Instant now) {
    Answer answer = outcome.answer();
    MessageStatus status = status(answer);
    FailedText failed = status == MessageStatus.FAILED ? failure(outcome) : null;
    return new @Nullable Object[] {
      status.name(),
      answer.gatewayId(),
      Times.utcOrNull(failed == null ? at(outcome) : failed.occurredAt()),
      Times.utc(now),
      answer.segments(),
      failed == null ? answer.code() : Integer.valueOf(failed.code()),
      failed == null ? words(answer) : Codes.words(failed.code()),
      Times.utcOrNull(outcome.calledAt())
    };
  }

  private static MessageStatus status(Answer answer) {
    return switch (answer.kind()) {
      case ACCEPTED -> MessageStatus.SENT;
      case IN_DOUBT -> MessageStatus.IN_DOUBT;
      case OPTED_OUT, RECIPIENT, NOT_TEXTABLE, CONTENT, EXPIRED -> MessageStatus.FAILED;
      case HELD_BACK, HOLD, RETRY, UNREACHABLE, SENDER_FAULT, ACCOUNT_FAULT ->
          MessageStatus.RELEASED;
    };
  }

  /** A text in doubt is looked for from when it began, not from when its answer was lost. */
  private static @Nullable Instant at(Answered outcome) {
    Answer answer = outcome.answer();
    return answer.kind() == Kind.IN_DOUBT ? outcome.intent().gatewayStartedAt() : answer.at();
  }

  private FailedText failure(Answered outcome) {
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

  private static @Nullable String words(Answer answer) {
    String words = answer.words();
    return words == null ? null : Words.cut(words, 500);
  }
}
