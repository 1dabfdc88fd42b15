package org.heed.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What is shown to people, in UTF-8: characters that would move the cursor, change colours or turn
 * the direction of writing, or end a line where none ends, are written as <code>&#92;u001b</code>,
 * which JSON reads as the same.
 */
final class TerminalText extends FilterOutputStream {
  private static final int LONGEST = 3;

  private final byte[] begun = new byte[LONGEST];
  private int count;

  TerminalText(OutputStream terminal) {
    super(terminal);
  }

  @Override
  public void write(int b) throws IOException {
    begun[count++] = (byte) b;
    if (mayGoOn()) {
      return;
    }
    String text = new String(begun, 0, count, StandardCharsets.UTF_8);
    int length = count;
    count = 0;
    if (text.length() == 1 && isControl(text.charAt(0))) {
      out.write("\\u%04x".formatted((int) text.charAt(0)).getBytes(StandardCharsets.US_ASCII));
    } else {
      out.write(begun, 0, length);
    }
  }

  /**
   * Whether a character to be looked at may have begun and not ended: those of C2, D8, E2 80, E2
   * 81.
   */
  private boolean mayGoOn() {
    int first = begun[0] & 0xFF;
    return switch (count) {
      case 1 -> first == 0xC2 || first == 0xD8 || first == 0xE2;
      case 2 -> first == 0xE2 && ((begun[1] & 0xFF) == 0x80 || (begun[1] & 0xFF) == 0x81);
      default -> false;
    };
  }

  private static boolean isControl(char c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t')
        || (c >= '\u2028' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u061C'
        || c == '\u200E'
        || c == '\u200F';
  }
}
