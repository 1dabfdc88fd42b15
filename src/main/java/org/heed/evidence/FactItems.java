package org.heed.evidence;

import java.time.Instant;
import java.util.stream.Stream;
import org.heed.chain.Fact;
import org.heed.words.Phrases;
import org.heed.words.Words;

/**
 * The line of a fact: made from its own text alone, when a file is made and when it is verified.
 */
final class FactItems {
  private FactItems() {}

  static Item of(Fact fact, CaseFile names, long position) {
    String kind = fact.value("fact");
    return switch (fact.kind()) {
      case CONSENT -> consent(fact, names, position);
      case HOLD -> {
        boolean taken = "HOLD".equals(kind);
        yield item(
            fact, names, taken ? "hold" : "hold.over", taken ? "said_at" : "recorded_at", position);
      }
      case REVIEW -> item(fact, names, "review", "dismissed_at", position);
      case DECISION ->
          item(fact, names, "decision." + text(fact, "verdict"), "decided_at", position);
      case PAUSE -> item(fact, names, "pause", "paused_at", position);
      case RESUMPTION -> item(fact, names, "resumption", "resumed_at", position);
      case CANCELLATION -> item(fact, names, "cancellation", "cancelled_at", position);
    };
  }

  private static Item consent(Fact fact, CaseFile names, long position) {
    String wording = names.wordings().getOrDefault(text(fact, "wording_hash"), "");
    String captured = fact.value("captured_at");
    String basis =
        String.join(
            ", ",
            Stream.of(
                    text(fact, "basis"),
                    text(fact, "basis_source"),
                    text(fact, "captured_by"),
                    captured == null ? "" : Words.second(Instant.parse(captured), names.where()),
                    wording.isEmpty() ? "" : '"' + wording + '"')
                .filter(part -> !part.isEmpty())
                .toList());
    String learned = text(fact, "learned_from");
    return new Item(
        text(fact, "occurred_at"),
        "DISABLED".equals(fact.value("sms_status")) ? "off" : "on",
        text(fact, "number"),
        names.sender(text(fact, "sender")),
        "",
        Phrases.of("evidence.learned." + learned)
            + ": "
            + text(fact, "evidence")
            + " ("
            + Phrases.of("evidence.recorded", Words.second(fact.at(), names.where()))
            + ")",
        "",
        text(fact, "reason"),
        basis,
        position);
  }

  private static Item item(Fact fact, CaseFile names, String what, String time, long position) {
    String sid = text(fact, "sid");
    String message = text(fact, "message_id");
    String texts = text(fact, "texts");
    String how = "";
    if (!sid.isEmpty()) {
      how = Phrases.of("evidence.reply", sid);
    } else if (!message.isEmpty()) {
      how = Phrases.of("evidence.message", message);
    } else if (!texts.isEmpty()) {
      how = Phrases.of("evidence.pause", text(fact, "opt_outs"), texts);
    }
    return new Item(
        text(fact, time),
        what,
        text(fact, "number"),
        names.sender(text(fact, "sender")),
        text(fact, "body"),
        how,
        text(fact, "staff"),
        text(fact, "reason"),
        "",
        position);
  }

  private static String text(Fact fact, String name) {
    String value = fact.value(name);
    return value == null ? "" : value;
  }
}
