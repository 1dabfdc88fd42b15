package org.heed.csv;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file's rows, one by one; no row, however wrong, takes more than a bounded memory. */
public interface Rows extends AutoCloseable {
  /** The next row; null: there is none. */
  @Nullable Row next() throws UnreadableFile;

  @Override
  void close() throws IOException;
}
