package org.heed.report;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.heed.storage.CsvFile;
import org.jspecify.annotations.Nullable;

/** A report as CSV: the header and the rows, and nothing else. */
final class CsvReport implements ReportFile {
  private final CsvFile csv;
  private final ZoneId zone;

  CsvReport(Path target, Layout layout, About about) {
    csv = new CsvFile(target, layout.names());
    zone = about.zone();
  }

  @Override
  public void row(@Nullable Object... cells) {
    @Nullable Object[] written = cells.clone();
    for (int i = 0; i < written.length; i++) {
      if (written[i] instanceof Instant time) {
        written[i] = About.time(time, zone);
      }
    }
    csv.row(written);
  }

  @Override
  public long rows() {
    return csv.rows();
  }

  @Override
  public void finish() {
    csv.finish();
  }

  @Override
  public void close() {
    csv.close();
  }
}
