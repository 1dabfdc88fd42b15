package org.heed.csv;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Reads the rows of delimited text. */
final class CsvRows implements Rows {
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private boolean started;
  private long line;

  CsvRows(Path file, Charset charset, char delimiter) throws IOException {
    Reader text = CsvEncoding.reader(file, charset);
    // Strict: text after a closing quote is the only sign of a quote that was left open before.
    parser =
        CSVParser.builder()
            .setReader(new RowGuard(text, delimiter))
            .setFormat(
                CSVFormat.DEFAULT
                    .builder()
                    .setDelimiter(delimiter)
                    .setIgnoreEmptyLines(false)
                    .setIgnoreSurroundingSpaces(true)
                    .get())
            .get();
    records = parser.iterator();
  }

  private static boolean namesDelimiter(Row row) {
    return !row.cells().isEmpty() && row.cells().get(0).toLowerCase(Locale.ROOT).startsWith("sep=");
  }

  @Override
  public @Nullable Row next() throws UnreadableFile {
    Row row = read();
    if (row != null && row.line() == 1 && !started) {
      started = true;
      if (namesDelimiter(row)) {
        // A spreadsheet takes this line in and does not show it.
        line = 0;
        return read();
      }
    }
    return row;
  }

  private @Nullable Row read() throws UnreadableFile {
    long before = parser.getCurrentLineNumber();
    try {
      if (!records.hasNext()) {
        return null;
      }
      line++;
      return sized(records.next().toList());
    } catch (UncheckedIOException e) {
      line++;
      if (e.getCause() instanceof CSVException problem) {
        return broken(problem, before);
      }
      throw e;
    }
  }

  private Row sized(List<String> cells) {
    return cells.stream().anyMatch(cell -> cell.indexOf(RowGuard.CUT) >= 0)
        ? broken(Phrases.of("row.longer", RowGuard.LONGEST, Row.LONGEST))
        : Row.sized(line, cells);
  }

  /** A quote in the wrong place spoils its row alone when the row ends with its line. */
  private Row broken(CSVException first, long before) throws UnreadableFile {
    CSVException problem = first;
    while (problem != null) {
      boolean unfinished = String.valueOf(problem.getMessage()).contains("EOF");
      problem = unfinished ? problem : skip();
      if (unfinished || parser.getCurrentLineNumber() > before + 1) {
        throw new UnreadableFile(line, Phrases.of("file.quote.open", line));
      }
    }
    return broken(Phrases.of("row.quote"));
  }

  /** Leaves out the rest of a row; not null: it is broken once more. */
  private @Nullable CSVException skip() throws UnreadableFile {
    try {
      if (records.hasNext()) {
        records.next();
      }
      return null;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException problem) {
        return problem;
      }
      throw e;
    }
  }

  private Row broken(String reason) {
    return Row.broken(line, reason);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
