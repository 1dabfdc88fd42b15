package org.heed.night;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heed.address.Institution;
import org.heed.consent.ReviewList;
import org.heed.job.JobResult;
import org.heed.job.Night;
import org.heed.pause.Paused;
import org.heed.pause.Pauses;
import org.heed.queue.Channel;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What a night came to. */
@Component
class NightSummary {
  private static final String LEFT =
      """
      select status, channel, count(*) from message
      where %s group by status, channel
      """
          .formatted(Standing.in(MessageStatus.READY, MessageStatus.IN_DOUBT).of(""));
  private static final String HELD_UNTIL =
      "select min(held_until) from message where "
          + Standing.in(MessageStatus.HELD).byText().of("");

  private final JdbcTemplate jdbc;
  private final ReviewList review;
  private final Institution institution;
  private final Night night;
  private final Pauses pauses;
  private final NightCounts counts;

  NightSummary(
      JdbcTemplate jdbc,
      ReviewList review,
      Institution institution,
      Night night,
      Pauses pauses,
      NightCounts counts) {
    this.counts = counts;
    this.jdbc = jdbc;
    this.review = review;
    this.institution = institution;
    this.night = night;
    this.pauses = pauses;
  }

  /**
   * The result of a run.
   *
   * @param problem why it could not do its work; null: it did
   */
  JobResult of(long runId, @Nullable String problem) {
    List<Paused> paused = pauses.active();
    NightResult counted =
        new NightResult(
            runId,
            counts.now(),
            review.count(),
            review.overdue(),
            review.onHold(),
            heldUntil().map(institution::local).orElse(null),
            counts.settledFrom().map(institution::local).orElse(null),
            paused.stream().map(one -> one.answer(institution.zone())).toList());
    List<String> notes = new ArrayList<>();
    paused.forEach(one -> notes.add(one.line()));
    notes.addAll(night.findings());
    notes.addAll(night.mailNotes());
    return new JobResult(
        problem == null, counted.lines(), counted.table(), notes, counted, problem);
  }

  /** When the first window of a held text opens; empty: none is held. */
  Optional<Instant> heldUntil() {
    return Optional.ofNullable(jdbc.queryForObject(HELD_UNTIL, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** What a run that could not do its work left, for its problem; empty: nothing. */
  Optional<String> left() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String kind : List.of("text", "email", "doubt")) {
      counts.put(kind, 0L);
    }
    jdbc.query(
        LEFT,
        row -> {
          String kind =
              MessageStatus.valueOf(row.getString(1).strip()) == MessageStatus.IN_DOUBT
                  ? "doubt"
                  : Channel.EMAIL.is(row.getString(2)) ? "email" : "text";
          counts.merge(kind, row.getLong(3), Long::sum);
        });
    List<String> queued = new ArrayList<>();
    long all = 0;
    for (String kind : List.of("text", "email")) {
      long count = counts.getOrDefault(kind, 0L);
      all += count;
      if (count > 0) {
        queued.add(Words.count(count, kind));
      }
    }
    List<String> left = new ArrayList<>();
    if (all > 0) {
      left.add(Phrases.of("night.stays", String.join(Phrases.of("night.and"), queued), all));
    }
    long doubt = counts.getOrDefault("doubt", 0L);
    if (doubt > 0) {
      left.add(Phrases.of("night.stays.doubt", doubt));
    }
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(Phrases.of("night.nothing.lost", String.join(", ", left)));
  }
}
