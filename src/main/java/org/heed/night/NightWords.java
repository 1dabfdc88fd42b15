package org.heed.night;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heed.job.JobResult.Count;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** What a night came to, in words and as a table. */
final class NightWords {
  private NightWords() {}

  /** In a few lines. */
  static List<String> lines(Map<String, Object> s) {
    List<String> lines = new ArrayList<>();
    lines.add(Phrases.of("night.reached", s.get("texted"), s.get("emailed"), s.get("failed")));
    lines.add(
        count(s.get("refused"), "text", "texts")
            + " refused because the person opted out, "
            + s.get("text_failed")
            + " failed otherwise, "
            + count(s.get("email_failed"), "email", "emails")
            + " failed");
    lines.add(
        s.get("waiting")
            + " waiting, "
            + s.get("held")
            + " held"
            + (s.containsKey("held_until") ? " (first until " + time(s, "held_until") + ")" : "")
            + ", "
            + s.get("in_doubt")
            + " in doubt"
            + (s.containsKey("settle_at") ? " (settled from " + time(s, "settle_at") + ")" : "")
            + ", "
            + s.get("unknown")
            + " unknown");
    if (number(s, "to_review") != 0) {
      lines.add(
          count(s.get("to_review"), "reply", "replies")
              + " to review, "
              + s.get("review_overdue")
              + " overdue, "
              + s.get("on_hold")
              + " on hold");
    }
    return lines;
  }

  private static String time(Map<String, Object> s, String name) {
    OffsetDateTime time = OffsetDateTime.parse(String.valueOf(s.get(name)));
    return Words.time(time.toInstant(), time.getOffset());
  }

  /** One count a row; what seldom happens is left out where it did not. */
  static List<Count> table(Map<String, Object> s) {
    List<Count> table = new ArrayList<>();
    table.add(new Count("texted", number(s, "texted"), ""));
    table.add(new Count("emailed", number(s, "emailed"), ""));
    table.add(
        new Count(
            "reached nobody",
            number(s, "failed"),
            number(s, "failed") == 0 ? "" : Phrases.of("night.failed")));
    table.add(new Count("waiting", number(s, "waiting"), ""));
    table.add(
        new Count(
            "held",
            number(s, "held"),
            s.containsKey("held_until") ? "first until " + time(s, "held_until") : ""));
    some(
        table,
        new Count(
            "in doubt",
            number(s, "in_doubt"),
            s.containsKey("settle_at") ? "settled from " + time(s, "settle_at") : ""));
    some(table, new Count("unknown", number(s, "unknown"), "for a person to decide: heed settle"));
    table.add(new Count("texts refused", number(s, "refused"), refused(s)));
    table.add(new Count("texts failed", number(s, "text_failed"), ""));
    table.add(new Count("emails failed", number(s, "email_failed"), ""));
    some(
        table,
        new Count(
            "to review",
            number(s, "to_review"),
            number(s, "review_overdue")
                + " overdue, "
                + number(s, "on_hold")
                + " on hold: heed review"));
    return table;
  }

  /** What becomes of the messages whose texts were refused. */
  private static String refused(Map<String, Object> s) {
    long unreached = number(s, "refused_unreached");
    long others = number(s, "refused") - unreached;
    return unreached == 0
        ? others == 0 ? "" : Phrases.of("night.refused")
        : Phrases.of("night.refused.unreached", others, unreached);
  }

  private static void some(List<Count> table, Count count) {
    if (count.count() > 0) {
      table.add(count);
    }
  }

  private static long number(Map<String, Object> summary, String name) {
    return summary.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** A count and what is counted: {@code 1 text}, {@code 2 texts}. */
  static String count(@Nullable Object count, String one, String many) {
    return String.format(Locale.ROOT, "%s %s", count, Long.valueOf(1).equals(count) ? one : many);
  }
}
