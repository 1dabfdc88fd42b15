package org.heed.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.gateway.Answer;

/** Faults of the gateway, the account or a sender: never a reason for email (R6). */
final class Faults {
  private static final int IN_A_ROW = 20;

  private final Senders senders;
  private final int maxAttempts;
  private final Night night;
  private final Set<PhoneNumber> stoppedSenders = new HashSet<>();
  private final CircuitBreaker doubt =
      CircuitBreaker.of(
          "gateway",
          CircuitBreakerConfig.custom()
              .slidingWindowSize(IN_A_ROW)
              .minimumNumberOfCalls(IN_A_ROW)
              .failureRateThreshold(90)
              .build());
  private boolean over;

  Faults(Senders senders, int maxAttempts, Night night) {
    this.senders = senders;
    this.maxAttempts = maxAttempts;
    this.night = night;
  }

  /** True: no text leaves in this run any more. */
  boolean over() {
    return over;
  }

  /** True: this sender sends nothing in this run any more. */
  boolean stopped(PhoneNumber sender) {
    return stoppedSenders.contains(sender);
  }

  /** Takes note of an answer. */
  void note(Intent intent, Answer answer) {
    switch (answer.kind()) {
      case ACCOUNT_FAULT -> {
        over = true;
        night.problem("the gateway refuses the account" + detail(answer) + "; texts stay queued");
      }
      case SENDER_FAULT -> {
        PhoneNumber number = intent.text().from();
        stoppedSenders.add(number);
        String name = senders.of(number).map(Sender::name).orElse(number.e164());
        night.problem(
            "the gateway refuses the sender " + name + detail(answer) + "; its texts stay queued");
      }
      case IN_DOUBT -> {
        doubt.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException("in doubt"));
        if (doubt.getState() == CircuitBreaker.State.OPEN) {
          over = true;
          night.problem(
              "the gateway gave no readable answer to nearly all of "
                  + IN_A_ROW
                  + " texts"
                  + detail(answer)
                  + "; they are in doubt and settled by the next run, the rest stays queued");
        }
      }
      case RETRY, UNREACHABLE -> {}
      default -> doubt.onSuccess(0, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * After a try that was surely not processed.
   *
   * @param count how often this text was tried
   * @return true: try again
   */
  boolean mayTryAgain(int count, Answer answer) {
    if (count < maxAttempts) {
      return true;
    }
    if (answer.kind() == Answer.Kind.UNREACHABLE) {
      over = true;
      night.problem("the gateway cannot be reached" + detail(answer) + "; texts stay queued");
    } else {
      night.problem(
          "the gateway took a text back "
              + maxAttempts
              + " times"
              + detail(answer)
              + "; what it did not take stays queued");
    }
    return false;
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
