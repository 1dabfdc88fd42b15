package org.heed.audit;

import java.util.ArrayList;
import java.util.List;
import org.heed.queue.Channel;
import org.heed.queue.MessageStatus;
import org.heed.words.Phrases;
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
      say(violations, "O2", Phrases.of("audit.accepted", texted));
    }
    if (intentOf != null || status == MessageStatus.SENDING) {
      say(violations, "R6", Phrases.of("audit.sending", intentOf == null ? "(none)" : intentOf));
    }
    switch (status) {
      case READY, HELD, FAILED, CANCELLED -> {
        expect(violations, texted, 0, Phrases.of("audit.texts.accepted"));
        expect(violations, emailed, 0, Phrases.of("audit.emails.accepted"));
        expect(violations, inDoubt, 0, Phrases.of("audit.texts.doubt"));
      }
      case SENT, DELIVERED -> {
        boolean text = Channel.SMS.is(channel);
        if (text ? texted < 1 : emailed < 1) {
          say(violations, "E2", Phrases.of("audit.expected", status, kind(text)));
        }
        expect(violations, inDoubt, 0, Phrases.of("audit.texts.doubt"));
      }
      case IN_DOUBT -> expect(violations, inDoubt, 1, Phrases.of("audit.texts.doubt"));
      case UNKNOWN -> {
        if (unknown < 1) {
          say(violations, "E2", Phrases.of("audit.unknown"));
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
      say(violations, "E2", Phrases.of("audit.found", status, found, what, expected));
    }
  }

  private void say(List<Violation> violations, String rule, String found) {
    violations.add(new Violation(rule, "message " + id, found));
  }
}
