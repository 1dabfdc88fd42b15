package org.heed.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heed.csv.Cells;
import org.heed.csv.FileKind;
import org.heed.csv.Header;
import org.heed.csv.Rejection;
import org.heed.csv.Row;
import org.heed.csv.RowProblem;
import org.heed.intake.ImportFile;
import org.heed.intake.Loader;
import org.heed.pause.Cancellations;
import org.heed.queue.CampaignNames;
import org.heed.words.Phrases;

/** Takes the rows of a file that cancels campaigns (C1). */
final class CancelLoader implements Loader {
  private static final int LONGEST_REASON = 900;

  private final Header header;
  private final Cells cells;
  private final CampaignNames names;
  private final Cancellations cancellations;
  private final ImportFile file;

  CancelLoader(
      Header header,
      Cells cells,
      CampaignNames names,
      Cancellations cancellations,
      ImportFile file) {
    this.header = header;
    this.cells = cells;
    this.names = names;
    this.cancellations = cancellations;
    this.file = file;
  }

  @Override
  public List<Rejection> load(List<Row> rows, boolean write) {
    List<Rejection> rejections = new ArrayList<>();
    for (Row row : write ? rows : List.<Row>of()) {
      try {
        cancel(row);
      } catch (RowProblem problem) {
        rejections.add(problem.at(row.line(), header));
      }
    }
    return rejections;
  }

  private void cancel(Row row) throws RowProblem {
    header.check(row, FileKind.CANCEL.columns());
    String name = header.cell(row, "cancel");
    if (name.isEmpty()) {
      throw new RowProblem("cancel", "", Phrases.of("row.cancel.empty"));
    }
    Optional<Long> campaign = names.find(name);
    if (campaign.isEmpty()) {
      throw new RowProblem("cancel", name, names.unknown(name));
    }
    String reason = cells.limited(header, row, "reason", LONGEST_REASON);
    String by = Phrases.of("cancelled.file", file.line(row.line()));
    if (!cancellations.note(
        campaign.get(),
        by,
        reason.isEmpty() ? Phrases.of("cancelled.no.reason") : reason,
        file.id())) {
      throw new RowProblem("cancel", name, Phrases.of("row.cancelled.already"));
    }
  }
}
