package org.heed.csv;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Keeps an endless row from taking memory: what is beyond so many characters of a row is left out,
 * and {@link #CUT} stands in its place. The row ends where it would have ended.
 */
final class RowGuard extends FilterReader {
  /** No character of any text. */
  static final char CUT = '\uFFFF';

  static final int LONGEST = 100_000;

  private enum At {
    START,
    PLAIN,
    QUOTED,
    QUOTE
  }

  private final char delimiter;
  private At at = At.START;
  private long length;
  private boolean cut;
  private boolean cutHere;
  // The cell that was cut has ended.
  private boolean closed;

  RowGuard(Reader reader, char delimiter) {
    super(reader);
    this.delimiter = delimiter;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] buffer, int offset, int most) throws IOException {
    int kept = 0;
    while (kept == 0) {
      int read = in.read(buffer, offset, most);
      if (read < 0) {
        return read;
      }
      for (int i = offset; i < offset + read; i++) {
        char c = buffer[i] >= '\uFFFE' ? '\uFFFD' : buffer[i];
        At before = at;
        boolean ends = next(c);
        if (ends) {
          length = 0;
          cut = false;
        } else if (!keeps(before, c)) {
          continue;
        }
        buffer[offset + kept++] = cutHere ? CUT : c;
        cutHere = false;
      }
    }
    return kept;
  }

  /** Whether a character stays; the first beyond the longest becomes the mark. */
  private boolean keeps(At before, char c) {
    length++;
    boolean quote = c == '"' && (before == At.QUOTED || before == At.QUOTE);
    if (length < LONGEST || (!cut && (quote || before == At.QUOTE))) {
      return true;
    }
    if (!cut) {
      cut = true;
      cutHere = true;
      closed = before != At.QUOTED;
      return true;
    }
    closed |= before == At.QUOTE && c != '"';
    return quote && !closed;
  }

  /** Whether the row ends here. */
  private boolean next(char c) {
    if (at == At.QUOTED) {
      at = c == '"' ? At.QUOTE : At.QUOTED;
      return false;
    }
    if (c == '\n' || c == '\r') {
      at = At.START;
      return true;
    }
    if (c == '"' && (at == At.START || at == At.QUOTE)) {
      at = At.QUOTED;
    } else if (c == delimiter) {
      at = At.START;
    } else if (at != At.START || !Character.isWhitespace(c)) {
      at = At.PLAIN;
    }
    return false;
  }
}
