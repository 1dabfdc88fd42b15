package org.heed.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;

/** Which letters the bytes of a file are; decided by all of it. */
public final class CsvEncoding {
  static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int BLOCK = 1 << 16;
  private static final int HEADER = 256;

  private CsvEncoding() {}

  /**
   * Of a byte order mark, else UTF-8 when most of what is not ASCII is, so that one stray byte
   * spoils its row alone, else Windows-1252.
   */
  public static Charset of(Path file) throws IOException {
    try (BOMInputStream in = open(file)) {
      return in.hasBOM() ? Charset.forName(in.getBOMCharsetName()) : unmarked(in);
    }
  }

  /** A header is ASCII for the most part: where its bytes of nothing are tells a letter's width. */
  private static Charset unmarked(BOMInputStream in) throws IOException {
    in.mark(HEADER);
    byte[] start = in.readNBytes(HEADER);
    in.reset();
    int[] none = new int[4];
    for (int i = 0; i < start.length; i++) {
      none[i % 4] += start[i] == 0 ? 1 : 0;
    }
    int most = start.length / 4 - start.length / 16;
    boolean[] empty = new boolean[4];
    for (int i = 0; i < 4; i++) {
      empty[i] = start.length >= 8 && none[i] > most;
    }
    if (empty[1] && empty[2]) {
      return Charset.forName(empty[0] ? "UTF-32BE" : "UTF-32LE");
    }
    return empty[1] && empty[3]
        ? StandardCharsets.UTF_16LE
        : empty[0] && empty[2] ? StandardCharsets.UTF_16BE : counted(in);
  }

  static Reader reader(Path file, Charset charset) throws IOException {
    return new InputStreamReader(open(file), charset);
  }

  private static BOMInputStream open(Path file) throws IOException {
    return BOMInputStream.builder()
        .setInputStream(new BufferedInputStream(Files.newInputStream(file)))
        .setByteOrderMarks(
            ByteOrderMark.UTF_8,
            ByteOrderMark.UTF_16LE,
            ByteOrderMark.UTF_16BE,
            ByteOrderMark.UTF_32LE,
            ByteOrderMark.UTF_32BE)
        .get();
  }

  /** Whether a file read as Windows-1252 has more letters of the Mac or of DOS than of Windows. */
  static boolean old(Path file) throws IOException {
    long old = 0;
    long letters = 0;
    try (Reader reader = reader(file, WINDOWS)) {
      char[] block = new char[BLOCK];
      String rest = "";
      for (int length = reader.read(block); length >= 0; length = reader.read(block)) {
        String text = rest + new String(block, 0, length);
        for (int i = Math.max(1, rest.length() - 1); i + 1 < text.length(); i++) {
          char c = text.charAt(i);
          if (c >= 0x80 && Character.isLetter(text.charAt(i - 1))) {
            letters += c >= 0xDF && c <= 0xFF ? 1 : 0;
            old += Mojibake.old(text.substring(Math.max(0, i - 2), i + 2)) ? 1 : 0;
          }
        }
        rest = text.substring(Math.max(0, text.length() - 3));
      }
    }
    return old > letters;
  }

  private static Charset counted(InputStream in) throws IOException {
    long whole = 0;
    long broken = 0;
    int missing = 0;
    int lowest = 0x80;
    int highest = 0xBF;
    byte[] block = new byte[BLOCK];
    for (int length = in.read(block); length >= 0; length = in.read(block)) {
      for (int i = 0; i < length; i++) {
        int b = block[i] & 0xFF;
        if (missing > 0 && b >= lowest && b <= highest) {
          missing--;
          whole += missing == 0 ? 1 : 0;
          lowest = 0x80;
          highest = 0xBF;
          continue;
        }
        broken += missing > 0 ? 1 : 0;
        missing = b < 0xC2 || b > 0xF4 ? 0 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
        broken += missing == 0 && b >= 0x80 ? 1 : 0;
        lowest = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        highest = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
      }
    }
    broken += missing > 0 ? 1 : 0;
    return broken == 0 || whole >= broken ? StandardCharsets.UTF_8 : WINDOWS;
  }
}
