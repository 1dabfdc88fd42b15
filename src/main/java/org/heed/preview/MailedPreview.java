package org.heed.preview;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.csv.FileKind;
import org.heed.importing.FilePreview;
import org.heed.importing.Verdict;
import org.heed.schedule.JobFiles;
import org.heed.settings.Settings;
import org.heed.storage.CsvFile;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A preview for who dropped the file: a page to read, and every row for a spreadsheet. */
@Component
class MailedPreview implements FilePreview {
  private static final int SHOWN = 3;

  private final Preview preview;
  private final PhoneNumbers numbers;
  private final ZoneId zone;
  private final JobFiles jobs;
  private final Clock clock;

  MailedPreview(
      Preview preview,
      PhoneNumbers numbers,
      Institution institution,
      Settings settings,
      Clock clock) {
    this.preview = preview;
    this.numbers = numbers;
    this.zone = institution.zone();
    this.jobs = new JobFiles(Path.of(settings.jobs()));
    this.clock = clock;
  }

  @Override
  public Told of(Path file, Path table) {
    Tonight tonight = Tonight.after(jobs, clock.instant(), zone);
    PreviewPage page = new PreviewPage(numbers, zone, tonight.words(), preview.stopLine());
    try (CsvFile csv = new CsvFile(table, Phrases.list("preview.columns"))) {
      Preview.Result result = preview.of(file, tonight.at(), SHOWN, row -> csv.row(cells(row)));
      csv.finish();
      List<String> lines = new ArrayList<>(page.lines(result, true));
      lines.add("");
      lines.add(closing(result.verdict()));
      return new Told(subject(result), lines, result.notified());
    }
  }

  private static String subject(Preview.Result result) {
    Verdict verdict = result.verdict();
    Totals totals = result.totals();
    long rejected = totals.of(Fate.REJECTED).count();
    if (verdict.fate() != Verdict.Fate.TAKEN) {
      return Phrases.of("check.subject." + verdict.fate(), verdict.name());
    }
    if (verdict.kind() == FileKind.CAMPAIGN) {
      return Phrases.of(
          "check.subject.campaign",
          verdict.name(),
          Words.count(totals.of(Fate.TEXT).count() + totals.of(Fate.HELD).count()),
          Words.count(totals.of(Fate.EMAIL).count()),
          Words.count(rejected));
    }
    return Phrases.of(
        "check.subject", verdict.name(), Words.count(verdict.rows(), "row"), Words.count(rejected));
  }

  private static String closing(Verdict verdict) {
    return Phrases.of("check.nothing.taken")
        + switch (verdict.fate()) {
          case TAKEN ->
              Phrases.of(
                  verdict.kind() == FileKind.CAMPAIGN ? "check.to.send" : "check.to.have.it.taken");
          case REJECTED -> Phrases.of("check.to.correct");
          case KNOWN -> "";
        };
  }

  private @Nullable Object[] cells(PreviewRow row) {
    PhoneNumber phone = row.phone();
    Sender sender = row.sender();
    return new @Nullable Object[] {
      row.line(),
      Phrases.of("preview.fate." + row.fate()),
      row.reason(),
      row.column(),
      row.value(),
      row.studentId(),
      phone == null ? null : numbers.national(phone),
      row.email(),
      sender == null ? null : sender.name(),
      row.until() == null ? null : Words.time(row.until(), zone),
      row.segments() == 0 ? null : row.segments(),
      row.text()
    };
  }
}
