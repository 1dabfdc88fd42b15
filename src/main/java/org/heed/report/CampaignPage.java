package org.heed.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.heed.intake.UploadedFile;
import org.heed.page.Page;
import org.heed.page.PageFile;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of a campaign's file as a page: the file as it was sent, row by row, and what became
 * of each.
 */
final class CampaignPage implements AutoCloseable {
  private static final String SENT = "sent:";
  private static final List<String> OUTCOME =
      List.of("line", "outcome", "reason", "channel", "destination", "at");

  private final Layout layout;
  private final @Nullable UploadedFile sent;
  private final PageFile page;

  /**
   * @param csv the outcomes' file, beside which the page is written
   * @param layout of the outcomes
   * @param sent null: it is not there any more
   */
  CampaignPage(Path csv, Layout layout, About about, @Nullable UploadedFile sent) {
    this.layout = layout;
    this.sent = sent;
    String name = String.valueOf(csv.getFileName());
    page =
        new PageFile(
            csv.resolveSibling(
                name.substring(0, name.length() - Format.CSV.ending().length())
                    + Format.HTML.ending()),
            new Page(
                Page.Kind.RECEIPT,
                about.title(),
                about.asOf(),
                about.zone(),
                about.filterText(),
                columns(),
                name,
                List.of()));
    if (sent == null) {
      page.note(Phrases.of("outcome.no.file"));
    }
  }

  private List<Page.Column> columns() {
    List<Page.Column> columns = new ArrayList<>();
    for (String name : OUTCOME) {
      columns.add(new Page.Column(name, type(name)));
    }
    if (sent == null) {
      for (Column column : layout.columns()) {
        if (!OUTCOME.contains(column.name())) {
          columns.add(new Page.Column(column.name(), column.type().name()));
        }
      }
    } else {
      unlike(sent.columns()).forEach(name -> columns.add(new Page.Column(SENT + name, "TEXT")));
    }
    return columns;
  }

  /** Names to tell the columns apart by, also where a header is empty or there twice. */
  private static Set<String> unlike(List<String> headers) {
    Set<String> names = new LinkedHashSet<>();
    for (String header : headers) {
      String name =
          header.isBlank() ? Phrases.of("outcome.column", names.size() + 1) : header.strip();
      while (!names.add(name)) {
        name += " again";
      }
    }
    return names;
  }

  private String type(String name) {
    return layout.columns().get(layout.names().indexOf(name)).type().name();
  }

  /** Writes one row of the outcomes. */
  void row(long line, List<@Nullable Object> cells) {
    List<@Nullable Object> row = new ArrayList<>();
    for (String name : OUTCOME) {
      row.add(cells.get(layout.names().indexOf(name)));
    }
    if (sent != null) {
      // A file of any length is read no further than it is shown.
      row.addAll(page.full() ? List.of() : sent.row(line));
    } else {
      for (int i = 0; i < cells.size(); i++) {
        if (!OUTCOME.contains(layout.names().get(i))) {
          row.add(cells.get(i));
        }
      }
    }
    page.row(row.toArray());
  }

  /** Puts the whole page under its name, with the sums that make up the file. */
  void finish(ReportTally tally) {
    page.sum(Phrases.of("outcome.rows"), tally.rows());
    tally
        .counts()
        .forEach(
            (outcome, count) -> {
              if (count > 0) {
                page.sum(Phrases.of("outcome.of." + outcome), count);
              }
            });
    page.finish();
  }

  @Override
  public void close() {
    page.close();
  }
}
