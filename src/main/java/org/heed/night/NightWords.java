package org.heed.night;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heed.job.JobResult.Count;
import org.heed.words.Phrases;
import org.heed.words.Words;

/** What a night came to, in words and as a table. */
final class NightWords {
  private NightWords() {}

  /** In a few lines. */
  static List<String> lines(Map<String, Object> s) {
    List<String> lines = new ArrayList<>();
    lines.add(Phrases.of("night.reached", s.get("texted"), s.get("emailed"), s.get("failed")));
    lines.add(
        Phrases.of(
            "night.failures",
            number(s, "refused"),
            number(s, "text_failed"),
            number(s, "email_failed")));
    lines.add(
        Phrases.of(
            "night.open",
            number(s, "waiting"),
            number(s, "held"),
            in(when(s, "held_until", "night.held.until")),
            number(s, "in_doubt"),
            in(when(s, "settle_at", "night.settled.from")),
            number(s, "unknown")));
    if (number(s, "to_review") != 0) {
      lines.add(
          Phrases.of(
              "night.to.review",
              number(s, "to_review"),
              number(s, "review_overdue"),
              number(s, "on_hold")));
    }
    return lines;
  }

  /** Nothing, if the summary has no such time. */
  private static String when(Map<String, Object> s, String name, String phrase) {
    if (!s.containsKey(name)) {
      return "";
    }
    OffsetDateTime time = OffsetDateTime.parse(String.valueOf(s.get(name)));
    return Phrases.of(phrase, Words.time(time.toInstant(), time.getOffset()));
  }

  private static String in(String words) {
    return words.isEmpty() ? "" : " (" + words + ")";
  }

  /** One count a row; what seldom happens is left out where it did not. */
  static List<Count> table(Map<String, Object> s) {
    List<Count> table = new ArrayList<>();
    table.add(new Count(Phrases.of("outcome.texted"), number(s, "texted"), ""));
    table.add(new Count(Phrases.of("outcome.emailed"), number(s, "emailed"), ""));
    table.add(
        new Count(
            Phrases.of("night.nobody"),
            number(s, "failed"),
            number(s, "failed") == 0 ? "" : Phrases.of("night.failed")));
    table.add(new Count(Phrases.of("outcome.waiting"), number(s, "waiting"), ""));
    table.add(
        new Count(
            Phrases.of("outcome.held"),
            number(s, "held"),
            when(s, "held_until", "night.held.until")));
    some(
        table,
        new Count(
            Phrases.of("night.doubt"),
            number(s, "in_doubt"),
            when(s, "settle_at", "night.settled.from")));
    some(
        table,
        new Count(
            Phrases.of("outcome.unknown"), number(s, "unknown"), Phrases.of("night.unknown")));
    table.add(new Count(Phrases.of("night.texts.refused"), number(s, "refused"), refused(s)));
    table.add(new Count(Phrases.of("night.texts.failed"), number(s, "text_failed"), ""));
    table.add(new Count(Phrases.of("night.emails.failed"), number(s, "email_failed"), ""));
    some(
        table,
        new Count(
            Phrases.of("night.review"),
            number(s, "to_review"),
            Phrases.of("night.review.overdue", number(s, "review_overdue"), number(s, "on_hold"))));
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
}
