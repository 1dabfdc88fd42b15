package org.heed.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One report in every format that was asked for: each row is read once and written to all. */
final class Copies implements ReportFile {
  private final List<ReportFile> copies = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private long rows;

  /**
   * @param name the files' name without ending
   */
  Copies(Set<Format> formats, Path folder, String name, Layout layout, About about) {
    boolean begun = false;
    try {
      for (Format format : formats) {
        Path file = folder.resolve(name + format.ending());
        copies.add(format.begin(file, layout, about));
        files.add(file);
      }
      begun = true;
    } finally {
      if (!begun) {
        close();
      }
    }
  }

  /** The files, in the order of {@link Format}. */
  List<Path> files() {
    return List.copyOf(files);
  }

  @Override
  public void row(@Nullable Object... cells) {
    for (ReportFile copy : copies) {
      copy.row(cells);
    }
    rows++;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public void finish() {
    copies.forEach(ReportFile::finish);
  }

  @Override
  public void close() {
    copies.forEach(ReportFile::close);
  }
}
