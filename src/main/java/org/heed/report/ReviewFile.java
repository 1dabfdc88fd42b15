package org.heed.report;

import static org.heed.report.Column.date;
import static org.heed.report.Column.number;
import static org.heed.report.Column.phone;
import static org.heed.report.Column.text;
import static org.heed.report.Column.time;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.consent.ReviewList;
import org.heed.storage.Folders;
import org.springframework.stereotype.Component;

/** The replies that wait for staff: {@code reports/review.csv} (L3). */
@Component
public class ReviewFile {
  private static final Layout LAYOUT =
      new Layout(
          "review",
          List.of(
              number("id"),
              date("due_on"),
              text("overdue"),
              text("student_id"),
              phone("phone"),
              phone("sender"),
              time("replied_at"),
              text("reply"),
              text("reads_as"),
              text("on_hold")));

  private final ReviewList list;
  private final Folders folders;
  private final Institution institution;
  private final Clock clock;

  ReviewFile(ReviewList list, Folders folders, Institution institution, Clock clock) {
    this.list = list;
    this.folders = folders;
    this.institution = institution;
    this.clock = clock;
  }

  /** Writes it anew, those due first before the others; nothing ever listed: no file. */
  public void write() {
    Path file = folders.folder("reports").resolve("review.csv");
    List<ReviewList.Entry> page = list.open(null);
    if (page.isEmpty() && !Files.exists(file)) {
      return;
    }
    About about = new About(LAYOUT.title(), clock.instant(), institution.zone(), Map.of());
    try (ReportFile out = Format.CSV.begin(file, LAYOUT, about)) {
      while (!page.isEmpty()) {
        page.forEach(
            entry ->
                out.row(
                    entry.id(),
                    entry.dueOn(),
                    list.isOverdue(entry) ? "yes" : "no",
                    entry.studentId(),
                    entry.from(),
                    entry.sender(),
                    entry.repliedAt(),
                    entry.body(),
                    entry.reading().words(),
                    entry.onHold() ? "yes" : "no"));
        page = list.open(page.get(page.size() - 1));
      }
      out.finish();
    }
  }
}
