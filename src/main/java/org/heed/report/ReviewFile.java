package org.heed.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.heed.address.Institution;
import org.heed.consent.ReviewList;
import org.heed.storage.CsvFile;
import org.heed.storage.Folders;
import org.springframework.stereotype.Component;

/** The replies that wait for staff: {@code reports/review.csv} (L3). */
@Component
public class ReviewFile {
  private static final List<String> HEADER =
      List.of("id", "due_on", "overdue", "student_id", "phone", "sender", "replied_at", "reply");

  private final ReviewList list;
  private final Folders folders;
  private final Institution institution;

  ReviewFile(ReviewList list, Folders folders, Institution institution) {
    this.list = list;
    this.folders = folders;
    this.institution = institution;
  }

  /** Writes it anew, those due first before the others; nothing ever listed: no file. */
  public void write() {
    Path file = folders.folder("reports").resolve("review.csv");
    List<ReviewList.Entry> page = list.open(null);
    if (page.isEmpty() && !Files.exists(file)) {
      return;
    }
    try (CsvFile csv = new CsvFile(file, HEADER)) {
      while (!page.isEmpty()) {
        page.forEach(
            entry ->
                csv.row(
                    entry.id(),
                    entry.dueOn(),
                    list.isOverdue(entry) ? "yes" : "no",
                    entry.studentId(),
                    entry.phone().e164(),
                    entry.sender(),
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        entry
                            .repliedAt()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .atZone(institution.zone())),
                    entry.body()));
        page = list.open(page.get(page.size() - 1));
      }
      csv.finish();
    }
  }
}
