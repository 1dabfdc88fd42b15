package org.heed.campaign;

import java.util.BitSet;
import org.heed.consent.SpokenRefusal;

/**
 * Which rows of a file say what only a student says. Each is read for that once, although it is
 * looked at when the file is checked and again when it is taken.
 */
public final class SpokenRows {
  private final BitSet read = new BitSet();
  private final BitSet spoken = new BitSet();

  boolean isOne(long line, String body) {
    int row = Math.toIntExact(line);
    if (!read.get(row)) {
      read.set(row);
      spoken.set(row, SpokenRefusal.is(body));
    }
    return spoken.get(row);
  }
}
