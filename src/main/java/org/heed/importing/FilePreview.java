package org.heed.importing;

import java.nio.file.Path;
import java.util.List;

/** Tells what a file would do, and takes nothing of it. */
public interface FilePreview {
  /**
   * What is to be told.
   *
   * @param subject what it would come to, in a line
   * @param lines all of it
   * @param addresses those that the file names
   */
  record Told(String subject, List<String> lines, List<String> addresses) {}

  /**
   * Looks at a file where it lies.
   *
   * @param table a CSV that is written: each row of the file and what would become of it
   */
  Told of(Path file, Path table);
}
