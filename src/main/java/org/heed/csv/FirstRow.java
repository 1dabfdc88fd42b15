package org.heed.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * One message for all: where a campaign's row says nothing, what its first row says counts, but for
 * a text that is one person's own by all signs.
 */
final class FirstRow {
  /** What goes together; a row that names a template has a message. */
  private enum Part {
    FROM("from", "from"),
    MESSAGE("message", "template"),
    SUBJECT("subject", "subject");

    private final String column;
    private final String other;

    Part(String column, String other) {
      this.column = column;
      this.other = other;
    }
  }

  /** Opens the rows once more, as they stand in the file. */
  interface Reopened {
    Rows open() throws IOException, UnreadableFile;
  }

  /**
   * What the other rows say.
   *
   * @param others whether one says something else
   * @param again whether one says the same
   */
  private record Said(boolean others, boolean again) {}

  private final Header header;
  private final Reopened file;
  private final Map<Part, Long> filled = new EnumMap<>(Part.class);
  private @Nullable Row first;
  private @Nullable Map<Part, Said> said;

  FirstRow(Header header, Reopened file) {
    this.header = header;
    this.file = file;
  }

  /** A row with what it does not say; the first row comes first. */
  Row fill(Row row) throws UnreadableFile {
    Row all = first;
    if (all == null) {
      first = row;
      return row;
    }
    if (row.problem() != null || all.problem() != null || row.cells().size() < 2) {
      return row;
    }
    List<Part> missing = new ArrayList<>();
    for (Part part : Part.values()) {
      if (of(row, part).isEmpty() && !of(all, part).isEmpty()) {
        missing.add(part);
      }
    }
    if (missing.contains(Part.MESSAGE) && isOnePersons(all)) {
      RowProblem problem =
          new RowProblem("message", "", Phrases.of("row.message.empty.personal", "{{first_name}}"));
      return new Row(row.line(), row.cells(), problem);
    }
    return missing.isEmpty() ? row : filled(row, all, missing);
  }

  private Row filled(Row row, Row all, List<Part> missing) throws UnreadableFile {
    List<String> cells = new ArrayList<>(row.cells());
    for (Part part : missing) {
      if (said(part, all).others()) {
        filled.merge(part, 1L, Long::sum);
      }
      for (String column : List.of(part.column, part.other)) {
        String text = header.raw(all, column);
        for (int place : header.places(List.of(column))) {
          while (cells.size() <= place) {
            cells.add("");
          }
          cells.set(place, text);
        }
      }
    }
    return new Row(row.line(), cells, null);
  }

  /** Rows so far that got what other rows do not say, in words; null: none. */
  @Nullable String told() {
    Row all = first;
    if (all == null || filled.isEmpty()) {
      return null;
    }
    String sender = Words.line(of(all, Part.FROM), 60);
    return filled.entrySet().stream()
        .map(rows -> Phrases.of("file.first.row." + rows.getKey(), rows.getValue(), sender))
        .collect(Collectors.joining("; "));
  }

  /** "Your balance is 300 USD" beside other texts is nobody else's. */
  private boolean isOnePersons(Row all) throws UnreadableFile {
    String text = header.cell(all, "message");
    Said rows = said(Part.MESSAGE, all);
    return !text.isEmpty() && !text.contains("{{") && rows.others() && !rows.again();
  }

  private String of(Row row, Part part) {
    String own = header.cell(row, part.column);
    return own.isEmpty() ? header.cell(row, part.other) : own;
  }

  /** Looks through all rows, once, when one says nothing. */
  private Said said(Part part, Row begin) throws UnreadableFile {
    Map<Part, Said> known = said;
    if (known == null) {
      known = read(begin);
      said = known;
    }
    return known.getOrDefault(part, new Said(false, false));
  }

  private Map<Part, Said> read(Row begin) throws UnreadableFile {
    Map<Part, Said> all = new EnumMap<>(Part.class);
    try (Rows rows = file.open()) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        for (Part part : row.line() > begin.line() ? Part.values() : new Part[0]) {
          String text = of(row, part);
          if (!text.isEmpty()) {
            boolean same = text.equals(of(begin, part));
            all.merge(
                part,
                new Said(!same, same),
                (a, b) -> new Said(a.others() || b.others(), a.again() || b.again()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
