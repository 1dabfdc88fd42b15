package org.heed.csv;

import java.io.IOException;

/** One way to read a file as rows. */
interface Source {
  /** Its rows from the first line on. */
  Rows open() throws IOException;
}
