package org.heed.night;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.heed.job.JobResult.Count;
import org.heed.pause.Paused;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * What a night came to: as data, in words and as a table.
 *
 * @param heldUntil when the first window of a held text opens; null: none is held
 * @param settleAt when what is in doubt is looked for next; null: nothing is
 */
record NightResult(
    long run,
    @JsonUnwrapped NightCounts.Figures counts,
    long toReview,
    long reviewOverdue,
    long onHold,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String heldUntil,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String settleAt,
    List<Paused.Answer> paused) {

  /** In a few lines. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(Phrases.of("night.reached", counts.texted(), counts.emailed(), counts.failed()));
    lines.add(
        Phrases.of("night.failures", counts.refused(), counts.textFailed(), counts.emailFailed()));
    lines.add(
        Phrases.of(
            "night.open",
            counts.waiting(),
            counts.held(),
            in(when(heldUntil, "night.held.until")),
            counts.inDoubt(),
            in(when(settleAt, "night.settled.from")),
            counts.unknown()));
    if (toReview != 0) {
      lines.add(Phrases.of("night.to.review", toReview, reviewOverdue, onHold));
    }
    return lines;
  }

  private static String when(@Nullable String at, String phrase) {
    if (at == null) {
      return "";
    }
    OffsetDateTime time = OffsetDateTime.parse(at);
    return Phrases.of(phrase, Words.time(time.toInstant(), time.getOffset()));
  }

  private static String in(String words) {
    return words.isEmpty() ? "" : " (" + words + ")";
  }

  /** One count a row; what seldom happens is left out where it did not. */
  List<Count> table() {
    List<Count> table = new ArrayList<>();
    table.add(new Count(Phrases.of("outcome.texted"), counts.texted(), ""));
    table.add(new Count(Phrases.of("outcome.emailed"), counts.emailed(), ""));
    table.add(
        new Count(
            Phrases.of("night.nobody"),
            counts.failed(),
            counts.failed() == 0 ? "" : Phrases.of("night.failed")));
    table.add(new Count(Phrases.of("outcome.waiting"), counts.waiting(), ""));
    table.add(
        new Count(Phrases.of("outcome.held"), counts.held(), when(heldUntil, "night.held.until")));
    some(
        table,
        new Count(
            Phrases.of("night.doubt"), counts.inDoubt(), when(settleAt, "night.settled.from")));
    some(
        table,
        new Count(Phrases.of("outcome.unknown"), counts.unknown(), Phrases.of("night.unknown")));
    table.add(new Count(Phrases.of("night.texts.refused"), counts.refused(), refused()));
    table.add(new Count(Phrases.of("night.texts.failed"), counts.textFailed(), ""));
    table.add(new Count(Phrases.of("night.emails.failed"), counts.emailFailed(), ""));
    some(
        table,
        new Count(
            Phrases.of("night.review"),
            toReview,
            Phrases.of("night.review.overdue", reviewOverdue, onHold)));
    return table;
  }

  /** What becomes of the messages whose texts were refused. */
  private String refused() {
    long unreached = counts.refusedUnreached();
    long others = counts.refused() - unreached;
    return unreached == 0
        ? others == 0 ? "" : Phrases.of("night.refused")
        : Phrases.of("night.refused.unreached", others, unreached);
  }

  private static void some(List<Count> table, Count count) {
    if (count.count() > 0) {
      table.add(count);
    }
  }
}
