package org.heed.audit;

import java.util.ArrayList;
import java.util.List;
import org.heed.queue.MessageStatus;
import org.jspecify.annotations.Nullable;

/**
 * A message and its tries: what it is said to be, and what was done.
 *
 * @param channel SMS, EMAIL or null: neither
 * @param texted texts the gateway has taken and not given up
 * @param emailed emails the mail server has taken
 * @param inDoubt texts without an answer
 * @param unknown tries for a person to decide
 * @param intentOf the run that was sending it; null: none was
 */
record MessageAccount(
    long id,
    MessageStatus status,
    @Nullable String channel,
    int texted,
    int emailed,
    int inDoubt,
    int unknown,
    @Nullable Long intentOf) {

  /** What is wrong with it; nothing is running. */
  List<Violation> violations() {
    List<Violation> violations = new ArrayList<>();
    if (texted > 1) {
      say(violations, "O2", texted + " texts of it were accepted, expected at most one");
    }
    if (intentOf != null || status == MessageStatus.SENDING) {
      say(
          violations,
          "R6",
          "it is still SENDING and run "
              + (intentOf == null ? "(none)" : intentOf)
              + " is over; the next nightly run settles it");
    }
    switch (status) {
      case READY, HELD, FAILED, CANCELLED -> {
        expect(violations, texted, 0, "accepted texts");
        expect(violations, emailed, 0, "accepted emails");
        expect(violations, inDoubt, 0, "texts in doubt");
      }
      case SENT, DELIVERED -> {
        boolean text = "SMS".equals(channel);
        if (text ? texted < 1 : emailed < 1) {
          say(violations, "E2", "it is " + status + ", expected an accepted " + kind(text));
        }
        expect(violations, inDoubt, 0, "texts in doubt");
      }
      case IN_DOUBT -> expect(violations, inDoubt, 1, "texts in doubt");
      case UNKNOWN -> {
        if (unknown < 1) {
          say(violations, "E2", "it is UNKNOWN, expected a try that is");
        }
      }
      case SENDING, RELEASED -> {}
    }
    return violations;
  }

  private static String kind(boolean text) {
    return text ? "text" : "email";
  }

  private void expect(List<Violation> violations, int found, int expected, String what) {
    if (found != expected) {
      say(
          violations,
          "E2",
          "it is " + status + ", found " + found + " " + what + ", expected " + expected);
    }
  }

  private void say(List<Violation> violations, String rule, String found) {
    violations.add(new Violation(rule, "message " + id, found));
  }
}
