package org.heed.storage;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
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
  private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final Path target;
  private final Path part;
  private final CSVPrinter csv;
  private long rows;

  /** Begins a file beside its target. */
  public CsvFile(Path target, List<String> header) {
    this.target = target;
    this.part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(part);
      Folders.ownerOnly(part);
      Writer out =
          new BufferedWriter(
              new OutputStreamWriter(Files.newOutputStream(part), StandardCharsets.UTF_8));
      out.write('\uFEFF');
      csv = new CSVPrinter(out, CSVFormat.DEFAULT);
      csv.printRecord(header);
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + target + " cannot be written", e);
    }
  }

  /** Writes one row; null is an empty cell. */
  public void row(@Nullable Object... cells) {
    try {
      csv.printRecord(Arrays.stream(cells).map(CsvFile::harmless));
      rows++;
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + target + " cannot be written", e);
    }
  }

  /** Rows written so far, the header aside. */
  public long rows() {
    return rows;
  }

  /** Puts the whole file under its name. */
  public void finish() {
    try {
      csv.close(true);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + target + " cannot be written", e);
    }
  }

  /** Leaves nothing behind of a file that was not finished. */
  @Override
  public void close() {
    try {
      try {
        csv.close();
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + part + " cannot be removed", e);
    }
  }

  static String harmless(@Nullable Object cell) {
    String text = cell == null ? "" : cell.toString();
    boolean formula =
        !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 && !NUMBER.matcher(text).matches();
    return formula ? "'" + text : text;
  }
}
