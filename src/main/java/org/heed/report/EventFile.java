package org.heed.report;

import static org.heed.report.Column.phone;
import static org.heed.report.Column.text;
import static org.heed.report.Column.time;

import java.util.List;
import org.heed.consent.Basis;
import org.heed.consent.ConsentEvents;
import org.springframework.stereotype.Component;

/**
 * The consent events: what was said and decided about texts, opt-ins too, so that who was off and
 * is on again is there.
 */
@Component
class EventFile {
  static final Layout LAYOUT =
      new Layout(
          "consent-events",
          List.of(
              text("student_id"),
              text("first_name"),
              text("last_name"),
              phone("phone"),
              text("event"),
              time("occurred_at"),
              time("recorded_at"),
              text("learned_from"),
              phone("sender"),
              text("evidence"),
              text("by"),
              text("reason"),
              text("basis"),
              text("source"),
              text("wording"),
              time("captured_at"),
              text("captured_by")));

  private final ConsentEvents events;

  EventFile(ConsentEvents events) {
    this.events = events;
  }

  /** Writes a row for each event and person it was about. */
  EventCounts write(ReportFile out, Filters filters) {
    EventCounts counts = new EventCounts();
    String student = filters.student();
    events.each(
        filters.consentEvents(),
        filters.holds(),
        event -> {
          ConsentEvents.Who who = event.who();
          if (student != null && !student.equals(who.studentId())) {
            return;
          }
          counts.add(event);
          Basis basis = event.basis();
          out.row(
              who.studentId(),
              who.firstName(),
              who.lastName(),
              event.phone(),
              event.what(),
              event.occurredAt(),
              event.recordedAt(),
              event.learnedFrom(),
              event.sender(),
              event.evidence(),
              event.by(),
              event.reason(),
              basis == null ? null : basis.basis(),
              basis == null ? null : basis.source(),
              basis == null ? null : basis.wording(),
              basis == null ? null : basis.capturedAt(),
              basis == null ? null : basis.capturedBy());
        });
    return counts;
  }
}
