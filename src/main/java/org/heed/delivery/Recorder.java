package org.heed.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.heed.gateway.Answer;
import org.heed.gateway.Answer.Kind;
import org.heed.reconciliation.FailedText;
import org.heed.reconciliation.Outcomes;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits what became of texts, in groups, with the consequences of a refusal in the same
 * transaction: whoever reads the queue afterwards sees both or neither (O1, O2).
 */
@Component
class Recorder {
  private static final String ATTEMPT =
      """
      update attempt set status = ?, gateway_id = ?, gateway_at = ?, ended_at = ?, segments = ?,
        error_code = ?, error = ? where id = ?
      """;
  private static final String MESSAGE =
      "update message set status = ?, channel = ?, held_until = ?, reason = ? where id = ?";
  private static final String FIRST_TEXT =
      "update pair set first_text_at = ? where sender = ? and number = ? and first_text_at is null";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Outcomes outcomes;
  private final Clock clock;

  Recorder(JdbcTemplate jdbc, TransactionTemplate transaction, Outcomes outcomes, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /** Records outcomes of different lanes; returns when they are committed. */
  void record(List<Outcome> group) {
    try {
      transaction.executeWithoutResult(status -> recordNow(group));
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
        new Answer(Kind.IN_DOUBT, null, null, words, null, outcome.answer().at(), null));
  }

  private void recordNow(List<Outcome> group) {
    OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    List<@Nullable Object[]> attempts = new ArrayList<>();
    List<@Nullable Object[]> messages = new ArrayList<>();
    List<Object[]> first = new ArrayList<>();
    List<FailedText> refused = new ArrayList<>();
    List<FailedText> failed = new ArrayList<>();
    for (Outcome outcome : group) {
      Intent intent = outcome.intent();
      Answer answer = outcome.answer();
      switch (answer.kind()) {
        case OPTED_OUT -> refused.add(failure(outcome));
        case RECIPIENT, NOT_TEXTABLE, CONTENT -> failed.add(failure(outcome));
        case ACCEPTED -> {
          attempts.add(attempt(outcome, "SENT", now));
          messages.add(new @Nullable Object[] {"SENT", "SMS", null, null, intent.queued().id()});
          if (intent.first()) {
            first.add(new Object[] {now, intent.text().from().e164(), intent.text().to().e164()});
          }
        }
        case IN_DOUBT -> {
          attempts.add(attempt(outcome, "IN_DOUBT", now));
          messages.add(
              new @Nullable Object[] {"IN_DOUBT", "SMS", null, null, intent.queued().id()});
        }
        case HOLD -> {
          attempts.add(attempt(outcome, "RELEASED", now));
          messages.add(
              new @Nullable Object[] {
                "HELD", "SMS", now.plusHours(1), "GATEWAY_QUIET_HOURS", intent.queued().id()
              });
        }
        case RETRY, UNREACHABLE, SENDER_FAULT, ACCOUNT_FAULT -> {
          attempts.add(attempt(outcome, "RELEASED", now));
          messages.add(new @Nullable Object[] {"READY", "SMS", null, null, intent.queued().id()});
        }
      }
    }
    if (!attempts.isEmpty()) {
      jdbc.batchUpdate(ATTEMPT, attempts);
      jdbc.batchUpdate(MESSAGE, messages);
    }
    if (!first.isEmpty()) {
      jdbc.batchUpdate(FIRST_TEXT, first);
    }
    if (!refused.isEmpty()) {
      outcomes.refused(refused);
    }
    if (!failed.isEmpty()) {
      outcomes.failed(failed);
    }
  }

  private static @Nullable Object[] attempt(Outcome outcome, String status, OffsetDateTime now) {
    Answer answer = outcome.answer();
    Instant at = answer.at();
    return new @Nullable Object[] {
      status,
      answer.gatewayId(),
      at == null ? null : at.atOffset(ZoneOffset.UTC),
      now,
      answer.segments(),
      answer.code(),
      cut(answer.words()),
      outcome.intent().attemptId()
    };
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
        at == null ? clock.instant().truncatedTo(ChronoUnit.SECONDS) : at);
  }

  private static @Nullable String cut(@Nullable String words) {
    return words == null || words.length() <= 500 ? words : words.substring(0, 500);
  }
}
