package org.heed.page;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heed.storage.Folders;

/**
 * The rows of a page until it is known how many there are: in a file of their own, so that memory
 * does not grow with them.
 */
final class PageRows implements AutoCloseable {
  static final int MOST = 50_000;
  static final long MOST_BYTES = 64_000_000;

  private final Path part;
  private final boolean newest;
  private final OutputStream out;
  private final long[] starts = new long[4 * MOST];
  private long first;
  private long next;
  private long end;
  private long own;
  private boolean full;

  /**
   * @param newest whether the last rows are kept when there are too many, else the first
   */
  PageRows(Path part, boolean newest) throws IOException {
    this.part = part;
    this.newest = newest;
    Files.deleteIfExists(part);
    Files.createFile(part);
    Folders.ownerOnly(part);
    out = new BufferedOutputStream(Files.newOutputStream(part));
  }

  /**
   * Adds a row as JSON.
   *
   * @param counted whether it is one of the report's own
   */
  void add(String json, boolean counted) throws IOException {
    byte[] bytes = (json + ",\n").getBytes(StandardCharsets.UTF_8);
    if (!newest && (full || end + bytes.length > MOST_BYTES)) {
      full = true;
      return;
    }
    while (next > first
        && ((counted && own == MOST)
            || next - first == starts.length
            || end + bytes.length - start(first) > MOST_BYTES)) {
      own -= starts[slot(first)] & 1;
      first++;
    }
    out.write(bytes);
    starts[slot(next)] = end << 1 | (counted ? 1 : 0);
    own += counted ? 1 : 0;
    next++;
    end += bytes.length;
    full = !newest && own == MOST;
  }

  /** Whether no further row is kept. */
  boolean full() {
    return full;
  }

  /** How many rows of the report's own are kept. */
  long kept() {
    return own;
  }

  /** Writes the rows that are kept, as the elements of a JSON array. */
  void copyTo(Writer target) throws IOException {
    out.flush();
    if (next == first) {
      return;
    }
    try (InputStream in = Files.newInputStream(part)) {
      in.skipNBytes(start(first));
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      char[] buffer = new char[8192];
      // The comma and the line break after the last row are left out.
      for (int held = 0; ; ) {
        int read = reader.read(buffer, held, buffer.length - held);
        if (read < 0) {
          return;
        }
        held += read;
        int done = Math.max(held - 2, 0);
        target.write(buffer, 0, done);
        System.arraycopy(buffer, done, buffer, 0, held - done);
        held -= done;
      }
    }
  }

  private long start(long row) {
    return starts[slot(row)] >> 1;
  }

  private int slot(long row) {
    return (int) (row % starts.length);
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
