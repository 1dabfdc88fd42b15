package org.heed.queue;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.consent.ConsentLedger;
import org.heed.consent.LearnedFrom;
import org.heed.consent.OptOut;
import org.heed.consent.PhoneBook;
import org.heed.consent.Refusal;
import org.heed.consent.ReviewList;
import org.heed.consent.UntextablePhones;
import org.heed.gateway.Answer;
import org.heed.gateway.Codes;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The consequences of a text that failed for good, in one place and in the caller's transaction:
 * the failed attempt stays, consent or the phone is marked, and the message goes by email (O1, O4,
 * R4, R5).
 */
@Component
public class Failures {
  private static final String FAILED =
      """
      update attempt set status = 'FAILED', error_code = ?, error = ?, gateway_id = coalesce(?, gateway_id),
        gateway_at = ?, ended_at = ? where id = ?
      """;
  private static final String ADDRESSES =
      """
      select m.id, nullif(coalesce(m.email, p.email), '') from message m join person p on p.id = m.person_id
      where m.id in (:ids)
      """;
  private static final String FOLLOWING =
      """
      insert into attempt (id, message_id, run_id, channel, sender, destination, status, error,
        attempted_at, ended_at)
      select ?, message_id, run_id, ?, sender, ?, ?, ?, ?, ? from attempt where id = ?
      """;
  private static final String TRIED =
      """
      select message_id, count(distinct run_id) from attempt where destination in (:numbers)
        and message_id in (:ids) and channel = 'SMS' and status = 'FAILED' group by message_id
      """;
  private static final int NIGHTS = 3;
  private static final int BLOCKED = 30004;

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final Messages messages;
  private final ConsentLedger ledger;
  private final AttemptIds ids;
  private final Clock clock;
  private final Findings findings;
  private final ReviewList review;
  private final PhoneBook phones;
  private final UntextablePhones untextable;

  Failures(
      JdbcTemplate jdbc,
      Messages messages,
      ConsentLedger ledger,
      AttemptIds ids,
      Clock clock,
      Findings findings,
      ReviewList review,
      PhoneBook phones,
      UntextablePhones untextable) {
    this.untextable = untextable;
    this.phones = phones;
    this.findings = findings;
    this.review = review;
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.messages = messages;
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
  }

  /** Texts that were sent and failed later, by the gateway's log; what follows is told next. */
  public void late(List<FailedText> texts) {
    OffsetDateTime now = Times.now(clock);
    jdbc.batchUpdate(FAILED, texts.stream().map(text -> failedRow(text, now)).toList());
  }

  /**
   * Texts whose recipients opted out: all their phones are disabled (O1), the texts go by email.
   */
  public void refused(List<FailedText> texts) {
    learn(texts);
    end(texts, text -> Reason.REFUSED);
  }

  /** Texts that failed for another reason (R5): a number that cannot be texted is remembered. */
  public void failed(List<FailedText> texts) {
    Map<PhoneNumber, Integer> notTextable = new HashMap<>();
    texts.stream()
        .filter(text -> Codes.kind(text.code()) == Answer.Kind.NOT_TEXTABLE)
        .forEach(text -> notTextable.put(text.phone(), text.code()));
    untextable.note(notTextable, Times.now(clock));
    findings.note(
        Findings.Kind.UNKNOWN_CODE,
        texts.stream().filter(text -> !Codes.isKnown(text.code())).toList());
    review.add(
        texts.stream()
            .filter(text -> text.code() == BLOCKED && text.sender().isTollFree())
            .map(Failures::blocked)
            .toList());
    end(texts, Failures::reason);
  }

  /**
   * Texts the gateway gave up on for a fault of its own or of the account (R6): the try stays, the
   * message is routed again, unless this was its third night. No such fault is a reason for email.
   *
   * @return those that were tried on three nights and end here
   */
  public Set<FailedText> requeue(List<FailedText> texts) {
    OffsetDateTime now = Times.now(clock);
    Map<Long, Integer> nights = nights(texts);
    Set<FailedText> last = new LinkedHashSet<>();
    List<Move> again = new ArrayList<>();
    for (FailedText text : texts) {
      if (nights.getOrDefault(text.messageId(), 0) < NIGHTS) {
        again.add(Move.toRoute(text.messageId()));
      } else {
        last.add(text);
      }
    }
    messages.move(again);
    giveUp(last, now);
    return last;
  }

  /** In how many nightly runs each of these messages was texted in vain. */
  private Map<Long, Integer> nights(List<FailedText> texts) {
    Map<Long, Integer> nights = new HashMap<>();
    named.query(
        TRIED,
        Map.of(
            "numbers", texts.stream().map(text -> text.phone().e164()).distinct().toList(),
            "ids", texts.stream().map(FailedText::messageId).toList()),
        row -> {
          nights.put(row.getLong(1), row.getInt(2));
        });
    return nights;
  }

  private void giveUp(Set<FailedText> texts, OffsetDateTime now) {
    List<Move> moves = new ArrayList<>();
    List<@Nullable Object[]> following = new ArrayList<>();
    for (FailedText text : texts) {
      String words = Reason.SENDER_FAILED.words() + ": " + Codes.words(text.code());
      moves.add(Move.failed(text.messageId(), Reason.SENDER_FAILED, words));
      following.add(failedFor(words, text, now));
    }
    messages.move(moves);
    jdbc.batchUpdate(FOLLOWING, following);
    findings.note(Findings.Kind.GIVEN_UP, texts);
  }

  private @Nullable Object[] failedFor(String words, FailedText text, OffsetDateTime now) {
    return new @Nullable Object[] {
      ids.next(), null, null, "FAILED", words, now, now, text.attemptId()
    };
  }

  /** Tells the ledger; what it knows already changes nothing. */
  void learn(List<FailedText> texts) {
    ledger.optOut(
        texts.stream()
            .map(
                text ->
                    new OptOut(
                        text.phone(),
                        text.personId(),
                        text.sender(),
                        text.occurredAt(),
                        text.listOrder(),
                        LearnedFrom.GATEWAY_21610,
                        text.evidence()))
            .toList());
  }

  /** A toll-free sender's opt-outs lie with its network, which tells of them in no other way. */
  private static ReviewList.Reply blocked(FailedText text) {
    String sid = text.gatewayId();
    return new ReviewList.Reply(
        sid == null ? "attempt " + text.attemptId() : sid,
        text.phone().e164(),
        text.sender().e164(),
        Phrases.of("review.no.reply", Codes.words(text.code()), text.code()),
        text.occurredAt(),
        Refusal.BLOCKED,
        text.personId());
  }

  private static Reason reason(FailedText text) {
    return switch (Codes.kind(text.code())) {
      case CONTENT -> Reason.CONTENT_REFUSED;
      case NOT_TEXTABLE -> Reason.NOT_TEXTABLE;
      case EXPIRED -> Reason.TEXT_EXPIRED;
      default -> Reason.TEXT_FAILED;
    };
  }

  private void end(List<FailedText> texts, Function<FailedText, Reason> why) {
    if (texts.isEmpty()) {
      return;
    }
    OffsetDateTime now = Times.now(clock);
    Map<Long, String> addresses = addresses(texts);
    Set<Long> nobodies =
        phones.nobodies(
            texts.stream()
                .filter(text -> addresses.get(text.messageId()) == null)
                .map(FailedText::personId)
                .toList());
    List<Move> moves = new ArrayList<>();
    List<@Nullable Object[]> following = new ArrayList<>();
    Set<Long> followed = new HashSet<>();
    for (FailedText text : texts) {
      if (!followed.add(text.messageId())) {
        // Two texts of one message failed: one email.
        continue;
      }
      String address = addresses.get(text.messageId());
      Reason reason = why.apply(text);
      if (address != null) {
        moves.add(Move.toEmail(text.messageId(), address, reason));
        following.add(
            new @Nullable Object[] {
              ids.next(), "EMAIL", address, "READY", null, null, null, text.attemptId()
            });
      } else {
        Reason end =
            nobodies.contains(text.personId()) ? Reason.NO_ADDRESS_SHARED : reason.withoutAddress();
        moves.add(Move.failed(text.messageId(), end, end.words()));
        following.add(failedFor(end.words(), text, now));
      }
    }
    messages.move(moves);
    jdbc.batchUpdate(FOLLOWING, following);
  }

  private static @Nullable Object[] failedRow(FailedText text, OffsetDateTime now) {
    return new @Nullable Object[] {
      text.code(),
      Codes.words(text.code()),
      text.gatewayId(),
      Times.utc(text.occurredAt()),
      now,
      text.attemptId()
    };
  }

  private Map<Long, String> addresses(List<FailedText> texts) {
    Map<Long, String> addresses = new HashMap<>();
    named.query(
        ADDRESSES,
        Map.of("ids", texts.stream().map(FailedText::messageId).toList()),
        row -> {
          addresses.put(row.getLong(1), row.getString(2));
        });
    return addresses;
  }
}
