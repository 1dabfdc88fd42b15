package org.heed.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page's data as JSON that can stand in a page. A text that a column repeats is written once,
 * under a number, and its cells are that number.
 */
final class PageJson {
  private static final int MOST_WORDS = 1000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private record About(String kind, List<Page.Column> columns, Map<String, String> say) {}

  private final Page page;
  private final List<Map<String, Integer>> words = new ArrayList<>();

  PageJson(Page page) {
    this.page = page;
    page.columns().forEach(column -> words.add(new LinkedHashMap<>()));
  }

  /**
   * One row.
   *
   * @param counted false: it is told in stories only, and has a cell more
   */
  String row(@Nullable Object[] cells, boolean counted) {
    List<@Nullable Object> row = new ArrayList<>(cells.length + 1);
    for (int i = 0; i < cells.length; i++) {
      row.add(cell(i, cells[i]));
    }
    if (!counted) {
      row.add(1);
    }
    return text(row);
  }

  /** The texts the rows name by number; a column of numbers has none. */
  String words() {
    List<@Nullable List<String>> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      all.add(repeats(i) ? List.copyOf(words.get(i).keySet()) : null);
    }
    return text(all);
  }

  /** What the page's script is to know before it looks at the rows. */
  String about() {
    return text(new About(page.kind().view(), page.columns(), Phrases.under("view.")));
  }

  private @Nullable Object cell(int column, @Nullable Object value) {
    if (value == null || value instanceof Number) {
      return value;
    }
    String text = value instanceof Instant time ? time(page.zone(), time) : value.toString();
    if (!repeats(column)) {
      return text;
    }
    Map<String, Integer> known = words.get(column);
    Integer number = known.get(text);
    if (number == null && known.size() < MOST_WORDS) {
      number = known.size();
      known.put(text, number);
    }
    return number == null ? text : number;
  }

  private boolean repeats(int column) {
    String type = page.columns().get(column).type();
    return type.equals("TEXT") || type.equals("PHONE");
  }

  static String time(ZoneId zone, Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }

  /** No text can end the script element it stands in. */
  private static String text(Object value) {
    return JSON.writeValueAsString(value).replace("<", "\\u003c");
  }
}
