package org.heed.report;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heed.page.IndexPage.Item;
import org.heed.page.IndexPage.Link;
import org.heed.page.IndexPage.Month;
import org.heed.page.IndexPage.Shelf;
import org.heed.words.Phrases;
import org.heed.words.Words;

/** The files people look for, newest first, what belongs together in one line. */
record Shelves(Path reports, ZoneId zone) {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
  private static final Pattern BESIDE =
      Pattern.compile("(.+?)(\\.(?:receipt|results)\\.[a-z]+)?", Pattern.DOTALL);
  private static final Pattern FORMAT = Pattern.compile("(.+)\\.(csv|xlsx|html)", Pattern.DOTALL);
  private static final Pattern STAMP = Pattern.compile("(\\d{8}T\\d{6})-(.+)", Pattern.DOTALL);
  private static final DateTimeFormatter TAKEN = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final String CAMPAIGN = "campaign-";
  private static final Map<String, String> PARTS =
      Map.of(
          ".receipt.txt", "receipt",
          ".receipt.csv", "rejected.csv",
          ".receipt.xlsx", "rejected.xlsx",
          ".results.csv", "results.csv",
          ".results.xlsx", "results.xlsx");

  /** Files that belong together, and when the last of them was written. */
  private static final class Bundle {
    private final List<String> files = new ArrayList<>();
    private Instant at = Instant.EPOCH;

    Instant at() {
      return at;
    }
  }

  /** Every file there is, but for this page and what is being written. */
  List<Shelf> all(String self) throws IOException {
    List<Shelf> shelves = new ArrayList<>();
    Map<String, Bundle> own = bundles(reports, FORMAT, self);
    Map<String, Bundle> outcomes = new LinkedHashMap<>();
    own.keySet().stream()
        .filter(name -> name.startsWith(CAMPAIGN))
        .toList()
        .forEach(name -> outcomes.put(name, own.remove(name)));
    add(shelves, Phrases.of("index.reports"), own, "");
    add(shelves, Phrases.of("index.outcomes"), outcomes, "");
    for (String folder : List.of("done", "rejected")) {
      add(
          shelves,
          Phrases.of("index." + folder),
          bundles(reports.resolveSibling(folder), BESIDE, self),
          "../" + folder + "/");
    }
    return shelves;
  }

  /** When it was taken, as its name says; else when it was written. */
  private Instant at(Path file, String name) throws IOException {
    Matcher stamped = STAMP.matcher(name);
    if (stamped.matches()) {
      try {
        return LocalDateTime.parse(stamped.group(1), TAKEN).atZone(zone).toInstant();
      } catch (DateTimeException somethingElse) {
        // A name that only looks so.
      }
    }
    return Files.getLastModifiedTime(file).toInstant();
  }

  private Map<String, Bundle> bundles(Path folder, Pattern together, String self)
      throws IOException {
    Map<String, Bundle> bundles = new LinkedHashMap<>();
    if (!Files.isDirectory(folder)) {
      return bundles;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".") || name.equals(self) || !Files.isRegularFile(file)) {
          continue;
        }
        Matcher matcher = together.matcher(name);
        Bundle bundle =
            bundles.computeIfAbsent(
                matcher.matches() ? matcher.group(1) : name, key -> new Bundle());
        bundle.files.add(name);
        Instant at = at(file, name);
        bundle.at = at.isAfter(bundle.at) ? at : bundle.at;
      }
    }
    return bundles;
  }

  private void add(List<Shelf> shelves, String title, Map<String, Bundle> bundles, String prefix) {
    Map<YearMonth, List<Item>> months = new TreeMap<>(Collections.reverseOrder());
    bundles.entrySet().stream()
        .sorted(
            Map.Entry.<String, Bundle>comparingByValue(Comparator.comparing(Bundle::at).reversed())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            bundle ->
                months
                    .computeIfAbsent(
                        YearMonth.from(bundle.getValue().at.atZone(zone)),
                        month -> new ArrayList<>())
                    .add(item(bundle.getKey(), bundle.getValue(), prefix)));
    List<Month> listed = new ArrayList<>();
    months.forEach(
        (month, items) ->
            listed.add(
                new Month(
                    MONTH.format(month) + " (" + Words.count(items.size()) + ")",
                    listed.isEmpty(),
                    items)));
    if (!listed.isEmpty()) {
      shelves.add(new Shelf(title, listed));
    }
  }

  private Item item(String name, Bundle bundle, String prefix) {
    Matcher stamped = STAMP.matcher(name);
    String shown =
        !prefix.isEmpty()
            ? stamped.matches() ? stamped.group(2) : name
            : name.startsWith(CAMPAIGN) ? name.substring(CAMPAIGN.length()) : name;
    return new Item(
        shown,
        Words.time(bundle.at, zone),
        bundle.files.stream()
            .map(file -> new Link(part(name, file), prefix + address(file), shown))
            .toList());
  }

  /** What a file is of those that belong together. */
  private static String part(String name, String file) {
    String rest = file.substring(name.length());
    String part = rest.isEmpty() ? "file" : PARTS.get(rest);
    return part == null
        ? rest.substring(1).toUpperCase(Locale.ROOT)
        : Phrases.of("index.part." + part);
  }

  /** A file's name as a relative address. */
  static String address(String name) {
    try {
      String path = new URI(null, null, "/" + name, null).toASCIIString();
      return path.substring(1).replace(":", "%3A");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}
