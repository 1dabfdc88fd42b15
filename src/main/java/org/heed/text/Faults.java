package org.heed.text;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.gateway.Answer;
import org.heed.job.Backoff;
import org.heed.job.Night;
import org.heed.queue.Intent;
import org.heed.words.Phrases;

/** Faults of the gateway, the account or a sender: never a reason for email (R6). */
final class Faults {
  private static final int IN_A_ROW = 20;

  private final Senders senders;
  private final int maxAttempts;
  private final Night night;
  private final Set<PhoneNumber> stoppedSenders = new HashSet<>();
  private final Map<PhoneNumber, Integer> takenBack = new HashMap<>();
  private final Doubt doubt = new Doubt();
  private boolean over;
  private boolean forAll;

  Faults(Senders senders, int maxAttempts, Night night) {
    this.senders = senders;
    this.maxAttempts = maxAttempts;
    this.night = night;
  }

  /** True: no text leaves in this run any more. */
  boolean over() {
    return over;
  }

  /** True: what it met is the account's, and not this process's way to the gateway. */
  boolean forAll() {
    return forAll;
  }

  /** True: this sender sends nothing in this run any more. */
  boolean stopped(PhoneNumber sender) {
    return stoppedSenders.contains(sender);
  }

  /** Takes note of an answer. */
  void note(Intent intent, Answer answer) {
    PhoneNumber sender = intent.text().from();
    Duration wait = answer.retryAfter();
    if (wait != null && wait.compareTo(Backoff.LONGEST) > 0) {
      forAll = true;
      end(Phrases.of("gateway.wait", wait.toMinutes(), detail(answer)));
    }
    switch (answer.kind()) {
      case ACCOUNT_FAULT -> {
        forAll = true;
        end(Phrases.of("gateway.account", detail(answer)));
      }
      case SENDER_FAULT -> stop(sender, Phrases.of("gateway.sender", name(sender)), answer);
      case IN_DOUBT -> {
        if (doubt.note(true)) {
          end(Phrases.of("gateway.doubt", Doubt.LAST, detail(answer)));
        }
      }
      case RETRY -> takenBack.merge(sender, 1, Integer::sum);
      case UNREACHABLE -> {}
      default -> {
        takenBack.remove(sender);
        doubt.note(false);
      }
    }
  }

  /**
   * After a try that was surely not processed.
   *
   * @param count how often this text was tried
   * @return true: try again
   */
  boolean mayTryAgain(PhoneNumber sender, int count, Answer answer) {
    if (over || count < maxAttempts) {
      return !over;
    }
    if (answer.kind() == Answer.Kind.UNREACHABLE) {
      end(Phrases.of("gateway.away", detail(answer)));
    } else if (takenBack.getOrDefault(sender, 0) >= IN_A_ROW) {
      stop(sender, Phrases.of("gateway.sender.now", name(sender)), answer);
    } else {
      night.problem(Phrases.of("gateway.tries", maxAttempts, detail(answer)));
    }
    return false;
  }

  private void end(String problem) {
    over = true;
    night.problem(problem);
  }

  private void stop(PhoneNumber sender, String problem, Answer answer) {
    if (stoppedSenders.add(sender)) {
      night.problem(problem + detail(answer));
    }
  }

  private String name(PhoneNumber sender) {
    return senders.of(sender).map(Sender::name).orElse(sender.e164());
  }

  private static String detail(Answer answer) {
    Integer code = answer.code();
    String words = answer.words();
    if (code == null && words == null) {
      return "";
    }
    return " ("
        + (code == null ? "" : "code " + code + (words == null ? "" : ": "))
        + (words == null ? "" : words)
        + ")";
  }
}
