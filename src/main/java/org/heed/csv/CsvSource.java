package org.heed.csv;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.words.Phrases;

/**
 * A file of delimited text.
 *
 * @param charset of a byte order mark, else UTF-8 when most of it is, else Windows-1252
 * @param delimiter comma, semicolon, tab or bar, or the one the file names
 */
record CsvSource(Path file, Charset charset, char delimiter) implements Source {
  private static final Pattern NAMED =
      Pattern.compile(
          "\"?sep=([^\\p{L}\\p{N}\\s\"]|\\t)\"?(?=[\\r\\n,;])", Pattern.CASE_INSENSITIVE);
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  /** The ways to read a file: one a delimiter that it may have. */
  static List<CsvSource> of(Path file) throws UnreadableFile, IOException {
    Charset charset = CsvEncoding.of(file);
    if (charset.equals(CsvEncoding.WINDOWS) && CsvEncoding.old(file)) {
      throw new UnreadableFile(0, Phrases.of("file.encoding.old"));
    }
    return delimiters(file, charset).stream()
        .map(delimiter -> new CsvSource(file, charset, delimiter))
        .toList();
  }

  @Override
  public Rows open(Set<Integer> exact) throws IOException {
    return new CsvRows(file, charset, delimiter);
  }

  /** The one that a first line {@code sep=;} names, else all. */
  private static List<Character> delimiters(Path file, Charset charset) throws IOException {
    char[] start = new char[12];
    try (Reader reader = CsvEncoding.reader(file, charset)) {
      int length = Math.max(0, reader.read(start));
      Matcher named = NAMED.matcher(new String(start, 0, length));
      return named.lookingAt() ? List.of(named.group(1).charAt(0)) : DELIMITERS;
    }
  }
}
