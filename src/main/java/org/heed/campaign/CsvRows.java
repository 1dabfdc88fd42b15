package org.heed.campaign;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;
import org.apache.commons.io.input.ProxyReader;
import org.jspecify.annotations.Nullable;

/** Reads a file's rows one by one; no row, however wrong, takes more than a bounded memory. */
final class CsvRows implements AutoCloseable {
  private static final int LONGEST_ROW = 1_000_000;

  private final Guard guard;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private long line;

  CsvRows(Path file, Charset charset, char delimiter) throws IOException {
    guard =
        new Guard(
            new InputStreamReader(
                BOMInputStream.builder()
                    .setInputStream(new BufferedInputStream(Files.newInputStream(file)))
                    .setByteOrderMarks(
                        ByteOrderMark.UTF_8, ByteOrderMark.UTF_16LE, ByteOrderMark.UTF_16BE)
                    .get(),
                charset));
    parser =
        CSVParser.builder()
            .setReader(guard)
            .setFormat(
                CSVFormat.DEFAULT
                    .builder()
                    .setDelimiter(delimiter)
                    .setIgnoreEmptyLines(false)
                    .setIgnoreSurroundingSpaces(true)
                    .setTrailingData(true)
                    .get())
            .get();
    records = parser.iterator();
  }

  /** The header: the first line that is not blank and does not just name the delimiter. */
  Row header() throws UnreadableFile {
    Row row = next();
    while (row != null && (row.blank() || row.cells().get(0).startsWith("sep="))) {
      row = next();
    }
    if (row == null) {
      throw new UnreadableFile(0, "the file is empty, expected a CSV file with a header");
    }
    return row;
  }

  /** The next row; null: there is none. */
  @Nullable Row next() throws UnreadableFile {
    try {
      guard.used = 0;
      if (!records.hasNext()) {
        return null;
      }
      line++;
      return new Row(line, records.next().toList());
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException || e.getCause() instanceof TooLong) {
        throw new UnreadableFile(
            line + 1, "a quote that is opened in line " + (line + 1) + " is never closed");
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Guard extends ProxyReader {
    private long used;

    Guard(Reader reader) {
      super(reader);
    }

    @Override
    protected void afterRead(int characters) throws IOException {
      used += Math.max(characters, 0);
      if (used > LONGEST_ROW) {
        throw new TooLong();
      }
    }
  }
}
