package org.heed.storage;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file as Heed writes them all: UTF-8 with byte order mark, comma, quoted where needed,
 * readable by its owner only, and there under its name only when it is whole. A text that a
 * spreadsheet would run as a formula gets an apostrophe in front; phone numbers stay exact.
 */
public final class CsvFile implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d[\\d.]*");
  private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B";
  private static final String STARTS = "\t\r\n";

  private final NewFile file;
  private final CSVPrinter csv;
  private long rows;

  /** Begins a file beside its target. */
  public CsvFile(Path target, List<String> header) {
    file = new NewFile(target);
    try {
      Writer out = new BufferedWriter(new OutputStreamWriter(file.out(), StandardCharsets.UTF_8));
      out.write('\uFEFF');
      csv = new CSVPrinter(out, CSVFormat.DEFAULT);
      csv.printRecord(header);
    } catch (IOException e) {
      throw file.failure(e);
    }
  }

  /** Writes one row; null is an empty cell. */
  public void row(@Nullable Object... cells) {
    try {
      for (Object cell : cells) {
        csv.print(harmless(cell));
      }
      csv.println();
      rows++;
    } catch (IOException e) {
      throw file.failure(e);
    }
  }

  /** Rows written so far, the header aside. */
  public long rows() {
    return rows;
  }

  /** Puts the whole file under its name. */
  public void finish() {
    try {
      csv.flush();
    } catch (IOException e) {
      throw file.failure(e);
    }
    file.finish();
  }

  /** Leaves nothing behind of a file that was not finished. */
  @Override
  public void close() {
    file.close();
  }

  /** Whether a spreadsheet that is given this text as a cell would run it. */
  public static boolean isFormula(String text) {
    return isFormula(text, 0, text.length());
  }

  /**
   * Where list separators are semicolons, a spreadsheet takes what follows one inside of a cell, or
   * a line break, for a cell of its own.
   */
  public static String harmless(@Nullable Object cell) {
    String text = cell == null ? "" : cell.toString();
    boolean several =
        text.indexOf(';') >= 0
            || text.indexOf('\n') >= 0
            || text.indexOf('\t') >= 0
            || text.indexOf('\r') >= 0;
    if (!several) {
      return isFormula(text) ? "'" + text : text;
    }
    StringBuilder harmless = new StringBuilder(text.length() + 2);
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ';' || STARTS.indexOf(text.charAt(i)) >= 0) {
        if (isFormula(text, start, i)
            || (start == 0 && i == 0 && STARTS.indexOf(text.charAt(0)) >= 0)) {
          harmless.append('\'');
        }
        harmless.append(text, start, Math.min(i + 1, text.length()));
        start = i + 1;
      }
    }
    return harmless.toString();
  }

  private static boolean isFormula(String text, int from, int to) {
    int first = from;
    while (first < to && isInvisible(text.charAt(first))) {
      first++;
    }
    return first < to
        && FORMULA.indexOf(text.charAt(first)) >= 0
        && !NUMBER.matcher(text).region(first, to).matches();
  }

  /** What a spreadsheet may skip in front of a formula. */
  private static boolean isInvisible(char c) {
    return c <= ' ' || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
  }
}
