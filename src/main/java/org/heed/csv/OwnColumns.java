package org.heed.csv;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;

/** An institution's own names of columns, and what it writes for consent. */
final class OwnColumns {
  private static final String STATUS = "sms_status";
  private static final Pattern ITEM = Pattern.compile("\\[\\d+]$");
  private static final Set<String> WORDS = Set.of("enabled", "disabled");
  private static final Map<String, String> KNOWN =
      Arrays.stream(FileKind.values())
          .flatMap(kind -> kind.columns().stream())
          .distinct()
          .collect(Collectors.toMap(Columns::plain, column -> column));

  private final Map<String, String> columns = new HashMap<>();
  private final Map<String, Map<String, String>> values = new HashMap<>();

  /**
   * @param settings {@code EMPLID: student_id}, also {@code student_id: EMPLID, Campus ID}; {@code
   *     Text OK.Y: ENABLED}
   * @throws ConfigurationProblem for one that says neither
   */
  OwnColumns(Map<String, String> settings) {
    settings.forEach(
        (setting, value) -> {
          String name = ITEM.matcher(setting).replaceFirst("");
          int dot = name.lastIndexOf('.');
          if (dot > 0 && WORDS.contains(value.strip().toLowerCase(Locale.ROOT))) {
            value(name.substring(0, dot), name.substring(dot + 1), value.strip());
          } else {
            column(name, value);
          }
        });
  }

  private void column(String name, String value) {
    String left = KNOWN.get(Columns.plain(name));
    String right = KNOWN.get(Columns.plain(value));
    if (right != null) {
      columns.put(Columns.plain(name), right);
    } else if (left != null && !value.isBlank()) {
      Arrays.stream(value.split(",")).forEach(one -> columns.put(Columns.plain(one), left));
    } else {
      throw new ConfigurationProblem(
          "heed.import.columns."
              + name
              + ": found \""
              + value
              + "\", expected the column that is meant, such as student_id, or for a value of"
              + " consent ENABLED or DISABLED");
    }
  }

  private void value(String name, String word, String status) {
    columns.put(Columns.plain(name), STATUS);
    values
        .computeIfAbsent(Columns.plain(name), key -> new HashMap<>())
        .put(Columns.plain(word), status.toUpperCase(Locale.ROOT));
  }

  /** For each place of a header that has one of these names the column that is meant. */
  Map<Integer, String> meant(List<String> names) {
    Map<Integer, String> meant = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String column = columns.get(Columns.plain(names.get(i)));
      if (column != null && !meant.containsValue(column)) {
        meant.put(i, column);
      }
    }
    return meant;
  }

  /** What values say in the column of a header that is the status: ENABLED or DISABLED. */
  Map<String, String> values(List<String> names) {
    Map<String, String> all = new HashMap<>(values.getOrDefault(Columns.plain(STATUS), Map.of()));
    meant(names)
        .forEach(
            (at, column) -> {
              if (column.equals(STATUS)) {
                all.putAll(values.getOrDefault(Columns.plain(names.get(at)), Map.of()));
              }
            });
    return all;
  }
}
