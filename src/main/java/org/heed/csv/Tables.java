package org.heed.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heed.address.PhoneNumbers;
import org.heed.settings.ImportSettings;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.stereotype.Component;

/** Finds out of a dropped file what it is and how it is written, from the file itself. */
@Component
public class Tables {
  public static final long MOST_BYTES = 2_000_000_000L;

  private final Columns columns;
  private final PhoneNumbers numbers;

  Tables(ImportSettings settings, PhoneNumbers numbers) {
    this.numbers = numbers;
    columns = new Columns(new OwnColumns(settings.columns()));
  }

  /**
   * Looks into a file.
   *
   * @throws UnreadableFile when it is no table of a kind Heed knows
   */
  public Table of(Path file) throws UnreadableFile, IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new UnreadableFile(0, Phrases.of("file.large", size, MOST_BYTES));
    }
    if (size == 0) {
      throw new UnreadableFile(0, Phrases.of("file.empty"));
    }
    Signature.check(file);
    HeaderSearch search = new HeaderSearch(columns);
    HeaderSearch.Found found =
        Signature.isZip(file) ? search.first(XlsxSource.of(file)) : search.best(CsvSource.of(file));
    FileKind kind = found.kind();
    if (kind == null) {
      throw unknown(found);
    }
    Header header = columns.header(found.names(), kind);
    new HeaderCheck(header, found.line()).check(kind);
    Table table = new Table(found, header, kind);
    table.readOrders(numbers.country());
    return table;
  }

  /** Which column a name is nearly that of, in words; empty: none. */
  private static String nearest(String name) {
    return Stream.of(FileKind.PEOPLE, FileKind.CONSENT, FileKind.CAMPAIGN)
        .filter(kind -> !Columns.isKnown(name))
        .map(kind -> Columns.nearest(kind, name))
        .filter(Objects::nonNull)
        .findFirst()
        .map(column -> Phrases.of("file.header.nearest", Words.line(name, 60), column))
        .orElse("");
  }

  private static UnreadableFile unknown(HeaderSearch.Found found) {
    String line = String.join(",", found.names()).strip();
    List<String> listed = ListColumns.among(found.names());
    if (!listed.isEmpty()) {
      return new UnreadableFile(
          found.line(), Phrases.of("file.list.alone", Words.line(String.join(", ", listed), 120)));
    }
    return new UnreadableFile(
        found.line(),
        line.indexOf('\0') >= 0
            ? Phrases.of("file.header.nul")
            : found.known() == 0
                ? Phrases.of("file.header.unknown", Words.begin(line, 120))
                : Phrases.of(
                    "file.header.nearly",
                    found.line(),
                    Words.begin(line, 120),
                    found.names().stream()
                        .map(Tables::nearest)
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining())));
  }
}
