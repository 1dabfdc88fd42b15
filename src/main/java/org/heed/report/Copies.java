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
  private @Nullable ReportFile whole;
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
      if (!formats.contains(Format.CSV)) {
        // What a page cannot hold is to be found in the file that it names.
        whole = Format.CSV.begin(folder.resolve(name + Format.CSV.ending()), layout, about);
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
    if (whole != null) {
      whole.row(cells);
    }
    rows++;
  }

  @Override
  public boolean tellsStories() {
    return copies.stream().anyMatch(ReportFile::tellsStories);
  }

  @Override
  public void aside(@Nullable Object... cells) {
    copies.forEach(copy -> copy.aside(cells));
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public void finish() {
    if (whole != null && copies.stream().anyMatch(ReportFile::cut)) {
      whole.finish();
    }
    copies.forEach(ReportFile::finish);
  }

  @Override
  public void close() {
    copies.forEach(ReportFile::close);
    if (whole != null) {
      whole.close();
    }
  }
}
