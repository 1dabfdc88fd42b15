package org.heed.pause;

import java.util.ArrayList;
import java.util.List;
import org.heed.words.Phrases;
import org.heed.words.Words;

/**
 * A campaign that was cancelled, and what had become of its messages.
 *
 * @param by who said so: a name, or a dropped file and its line
 * @param cancelled messages that never leave
 * @param texted messages the gateway has taken
 * @param emailed messages the mail server has taken
 * @param underWay messages that are being sent, whose fate is not known, or whose email follows a
 *     text that failed: they end as they end
 * @param ended messages that had failed already
 */
public record Cancelled(
    long campaignId,
    String campaign,
    String by,
    String reason,
    long cancelled,
    long texted,
    long emailed,
    long underWay,
    long ended) {

  /** {@code fall: 120 messages cancelled; 30 were texted and 2 emailed before}. */
  public String line() {
    List<String> before = new ArrayList<>();
    if (texted > 0) {
      before.add(Phrases.of("night.texted.some", texted));
    }
    if (emailed > 0) {
      before.add(Phrases.of("night.emailed.some", emailed));
    }
    if (ended > 0) {
      before.add(Phrases.of("night.failed.some", ended));
    }
    return campaign
        + ": "
        + Phrases.of(cancelled == 0 ? "cancelled.nothing" : "cancelled.messages", cancelled)
        + (before.isEmpty() ? "" : Phrases.of("cancelled.before", String.join(", ", before)))
        + (underWay == 0 ? "" : Phrases.of("cancelled.under.way", underWay));
  }

  /** What stands beside each message that never leaves. */
  String error() {
    return error(by, reason);
  }

  static String error(String by, String reason) {
    return Words.begin(Phrases.of("cancelled.by", by, reason), 490);
  }
}
