package org.heed.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heed.address.Institution;
import org.heed.calendar.Calendar;
import org.heed.calendar.CampaignEntry;
import org.heed.calendar.CampaignWords;
import org.heed.job.Afterwork;
import org.heed.page.IndexPage;
import org.heed.page.IndexPage.Cell;
import org.heed.storage.Folders;
import org.heed.storage.IoReason;
import org.heed.storage.NewFile;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The page {@code reports/index.html}: the calendar of campaigns, and links to every report,
 * outcome file and receipt; written anew after each job.
 */
@Component
class ReportIndex implements Afterwork {
  private static final Logger log = LoggerFactory.getLogger(ReportIndex.class);
  private static final String NAME = "index.html";

  /** Outcomes that have a column also where there are none. */
  private static final List<String> USUAL = List.of("texted", "emailed", "failed", "waiting");

  private final Calendar calendar;
  private final CampaignWords words;
  private final Folders folders;
  private final Institution institution;
  private final Clock clock;

  ReportIndex(
      Calendar calendar,
      CampaignWords words,
      Folders folders,
      Institution institution,
      Clock clock) {
    this.calendar = calendar;
    this.words = words;
    this.folders = folders;
    this.institution = institution;
    this.clock = clock;
  }

  @Override
  public Optional<String> after(String kind) {
    try {
      write(kind);
      return Optional.empty();
    } catch (RuntimeException e) {
      log.warn("reports/{} could not be written", NAME, e);
      String why =
          e instanceof UncheckedIOException io ? IoReason.of(io) : e.getClass().getSimpleName();
      return Optional.of(Phrases.of("index.unwritten", "reports/" + NAME, why));
    }
  }

  private void write(String kind) {
    Path target = folders.folder("reports").resolve(NAME);
    List<CampaignEntry> entries = calendar.entries(false);
    List<String> shown =
        entries.stream()
            .limit(1)
            .flatMap(first -> first.outcomes().keySet().stream())
            .filter(
                outcome ->
                    USUAL.contains(outcome)
                        || entries.stream().anyMatch(entry -> entry.count(outcome) > 0))
            .toList();
    List<IndexPage.Row> rows = new ArrayList<>();
    entries.forEach(entry -> rows.add(row(entry, shown, target)));
    try (NewFile file = new NewFile(target, "." + kind)) {
      try {
        new IndexPage(
                Phrases.of("index.title"),
                clock.instant(),
                institution.zone(),
                Phrases.of("index.campaigns"),
                rows,
                Phrases.of("calendar.none"),
                new Shelves(folders.folder("reports"), institution.zone()).all(NAME))
            .write(file.out());
      } catch (IOException e) {
        throw file.failure(e);
      }
      file.finish();
    }
  }

  private IndexPage.Row row(CampaignEntry entry, List<String> shown, Path target) {
    String page = "campaign-" + entry.name() + Format.HTML.ending();
    return new IndexPage.Row(
        entry.name(),
        Files.isRegularFile(target.resolveSibling(page)) ? Shelves.address(page) : "",
        words.senders(entry) + ", " + words.taken(entry),
        cells(entry, shown));
  }

  private List<Cell> cells(CampaignEntry entry, List<String> shown) {
    List<Cell> cells = new ArrayList<>();
    cells.add(number("rows", entry.rows(), ""));
    for (String outcome : shown) {
      boolean delivered = outcome.equals("texted") && entry.delivered() > 0;
      cells.add(
          number(
              outcome,
              entry.count(outcome),
              delivered ? Phrases.of("index.delivered", Words.count(entry.delivered())) : ""));
    }
    cells.add(new Cell(Phrases.of("index.next"), words.next(entry), "text", words.held(entry)));
    cells.add(number("segments", entry.segments(), words.costWords(entry)));
    return cells;
  }

  /** A zero says nothing. */
  private static Cell number(String name, long count, String note) {
    String head = name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    return new Cell(head, count == 0 ? "" : Words.count(count), "number", count == 0 ? "" : note);
  }
}
