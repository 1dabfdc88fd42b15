package org.heed.reconciliation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.heed.gateway.Answer;
import org.heed.gateway.Codes;
import org.heed.gateway.LogEntry;
import org.heed.queue.FailedText;
import org.heed.queue.Failures;
import org.heed.queue.SentTexts;
import org.heed.queue.SentTexts.SentText;
import org.springframework.stereotype.Component;

/** What the gateway's log says later about texts it had accepted (G2, R5, R6). */
@Component
public class LateResults {
  private final SentTexts texts;
  private final Failures failures;

  LateResults(SentTexts texts, Failures failures) {
    this.texts = texts;
    this.failures = failures;
  }

  /**
   * Applies one page of the log, in the caller's transaction.
   *
   * @return texts that failed for a fault of the account or of their sender
   */
  public List<Fault> apply(List<Listed> page) {
    Map<String, Listed> over = new HashMap<>();
    for (Listed listed : page) {
      LogEntry entry = listed.entry();
      if (!entry.inbound() && (entry.failed() || entry.arrived())) {
        over.put(entry.sid(), listed);
      }
    }
    if (over.isEmpty()) {
      return List.of();
    }
    List<SentTexts.Arrival> arrived = new ArrayList<>();
    List<FailedText> failed = new ArrayList<>();
    for (SentText text : texts.known(over.keySet())) {
      Listed listed = Objects.requireNonNull(over.get(text.gatewayId()));
      if (!listed.entry().failed()) {
        if (text.isOpen() || isGivenUp(text)) {
          arrived.add(new SentTexts.Arrival(text, listed.entry().changedAt()));
        }
      } else if (text.isOpen()) {
        failed.add(failure(text, listed));
      }
    }
    texts.arrived(arrived);
    Set<FailedText> ended = failed(failed);
    return failed.stream()
        .filter(LateResults::isOurFault)
        .map(text -> new Fault(text, ended.contains(text)))
        .toList();
  }

  /**
   * A text that failed for a fault of the account or of its sender.
   *
   * @param ended false: it is queued again
   */
  public record Fault(FailedText text, boolean ended) {}

  /**
   * The consequences of texts the gateway lists as failed.
   *
   * @return those that ended because they were tried on three nights
   */
  Set<FailedText> failed(List<FailedText> texts) {
    failures.late(texts);
    List<FailedText> refused = new ArrayList<>();
    List<FailedText> recipients = new ArrayList<>();
    List<FailedText> faults = new ArrayList<>();
    for (FailedText text : texts) {
      switch (Codes.kind(text.code())) {
        case OPTED_OUT -> refused.add(text);
        case ACCOUNT_FAULT, SENDER_FAULT, HOLD, RETRY, UNREACHABLE -> faults.add(text);
        default -> recipients.add(text);
      }
    }
    if (!refused.isEmpty()) {
      failures.refused(refused);
    }
    if (!recipients.isEmpty()) {
      failures.failed(recipients);
    }
    return faults.isEmpty() ? Set.of() : failures.requeue(faults);
  }

  /**
   * A text the gateway had given up and that arrived all the same; it knows better now. One that
   * was refused was never sent, and one that waits to go again is not touched.
   */
  private static boolean isGivenUp(SentText text) {
    return text.isGivenUp() && Codes.kind(text.code()) != Answer.Kind.OPTED_OUT;
  }

  private static boolean isOurFault(FailedText text) {
    Answer.Kind kind = Codes.kind(text.code());
    return kind == Answer.Kind.ACCOUNT_FAULT || kind == Answer.Kind.SENDER_FAULT;
  }

  private static FailedText failure(SentText text, Listed listed) {
    LogEntry entry = listed.entry();
    Integer code = entry.errorCode();
    return new FailedText(
        text.attemptId(),
        text.messageId(),
        text.personId(),
        text.to(),
        text.sender(),
        code == null ? 0 : code,
        entry.sid(),
        entry.createdAt(),
        listed.order());
  }
}
