package org.heed.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.heed.words.Nearest;
import org.jspecify.annotations.Nullable;

/**
 * Which column is meant by a name in a header: the institution's own names come first, then Heed's,
 * then those that people use, in the order of {@code columns.csv}.
 */
final class Columns {
  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  // So many letters apart two names are two names.
  private static final int FAR = 3;
  private static final Map<FileKind, Map<String, List<String>>> PEOPLES = peoples();
  private static final Set<String> ANY =
      Arrays.stream(FileKind.values())
          .flatMap(kind -> kind.columns().stream().flatMap(column -> names(kind, column).stream()))
          .collect(Collectors.toSet());

  private final OwnColumns own;

  Columns(OwnColumns own) {
    this.own = own;
  }

  /** A name without case and whatever is no letter or digit. */
  static String plain(String name) {
    return NO_LETTER.matcher(Header.key(name)).replaceAll("");
  }

  /** Every name of a column in a file of a kind, as {@link #plain}, Heed's own first. */
  static List<String> names(FileKind kind, String column) {
    List<String> all = new ArrayList<>(List.of(plain(column)));
    all.addAll(PEOPLES.getOrDefault(kind, Map.of()).getOrDefault(column, List.of()));
    return all;
  }

  /** The header of a file of a kind. */
  Header header(List<String> names, FileKind kind) {
    return new Header(names, meant(names, kind), own.values(names));
  }

  /** The column of a kind that a name is nearly one of; null: none. */
  static @Nullable String nearest(FileKind kind, String name) {
    String nearest = null;
    int letters = Math.min(FAR, plain(name).length() - 1);
    for (String column : new TreeSet<>(kind.columns())) {
      // What says something beside a basis only is nobody's misspelling.
      if (FileKind.isOfBasis(column)) {
        continue;
      }
      for (String known : names(kind, column)) {
        int between = Nearest.letters(plain(name), known);
        nearest = between < letters ? column : nearest;
        letters = Math.min(between, letters);
      }
    }
    return nearest;
  }

  /** Whether it is a column's name in a file of any kind. */
  static boolean isKnown(String name) {
    return ANY.contains(plain(name));
  }

  /** How many names of a header have a meaning in a file of any kind. */
  long known(List<String> names) {
    Map<Integer, String> ours = own.meant(names);
    return names.stream().map(Columns::plain).filter(ANY::contains).distinct().count()
        + ours.keySet().stream().filter(at -> !ANY.contains(plain(names.get(at)))).count();
  }

  /** What a file with such a header is; null: nothing that is known. */
  @Nullable FileKind kind(List<String> names) {
    Header plainly = new Header(names, own.meant(names), Map.of());
    Header campaign = header(names, FileKind.CAMPAIGN);
    boolean message = campaign.has("message") || campaign.has("template");
    if (plainly.has("message") || plainly.has("template") || (message && campaign.has("from"))) {
      return FileKind.CAMPAIGN;
    }
    if (header(names, FileKind.CONSENT).has("sms_status")) {
      return FileKind.CONSENT;
    }
    if (plainly.has("cancel")) {
      return FileKind.CANCEL;
    }
    if (FileKind.isOfPeople(plainly.columns())) {
      return FileKind.PEOPLE;
    }
    if (message) {
      return FileKind.CAMPAIGN;
    }
    return FileKind.isOfPeople(header(names, FileKind.PEOPLE).columns()) ? FileKind.PEOPLE : null;
  }

  /** For each place of a header that has another name the column that is meant. */
  private Map<Integer, String> meant(List<String> names, FileKind kind) {
    Map<Integer, String> meant = new LinkedHashMap<>(own.meant(names));
    List<String> keys = names.stream().map(Header::key).toList();
    List<String> plain = names.stream().map(Columns::plain).toList();
    for (String column : kind.columns()) {
      if (!meant.containsValue(column) && !keys.contains(column)) {
        names(kind, column).stream()
            .map(plain::indexOf)
            .filter(
                at -> at >= 0 && !meant.containsKey(at) && !kind.columns().contains(keys.get(at)))
            .findFirst()
            .ifPresent(at -> meant.put(at, column));
      }
    }
    return meant;
  }

  private static Map<FileKind, Map<String, List<String>>> peoples() {
    Map<FileKind, Map<String, List<String>>> all = new EnumMap<>(FileKind.class);
    try (InputStream in = Objects.requireNonNull(Columns.class.getResourceAsStream("columns.csv"));
        CSVParser rows =
            CSVParser.parse(new InputStreamReader(in, StandardCharsets.UTF_8), CSVFormat.DEFAULT)) {
      for (CSVRecord row : rows.stream().skip(1).toList()) {
        for (String kind : row.get(0).split(" ", -1)) {
          all.computeIfAbsent(
                  FileKind.valueOf(kind.toUpperCase(Locale.ROOT)), key -> new LinkedHashMap<>())
              .put(
                  row.get(1),
                  List.of(row.get(2).split(";", -1)).stream().map(Columns::plain).toList());
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
