package org.heed.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A campaign's outcomes counted; their sum is the rows of its file. */
final class ReportTally {
  private static final List<String> OUTCOMES =
      List.of("texted", "emailed", "failed", "waiting", "held", "unknown", "cancelled", "rejected");
  private static final int REASONS = 50;
  private static final int SHOWN = 3;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, Map<String, Long>> reasons = new LinkedHashMap<>();

  ReportTally() {
    OUTCOMES.forEach(outcome -> counts.put(outcome, 0L));
  }

  /**
   * Counts one row.
   *
   * @param why in words; null: nothing to say
   */
  void add(String outcome, @Nullable String why) {
    counts.merge(outcome, 1L, Long::sum);
    if (why != null && !outcome.equals("texted")) {
      Map<String, Long> known = reasons.computeIfAbsent(outcome, name -> new LinkedHashMap<>());
      if (known.containsKey(why) || known.size() < REASONS) {
        known.merge(why, 1L, Long::sum);
      }
    }
  }

  Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  long rows() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * In one line: {@code 4,900 texted, 80 emailed, 20 rejected}; what there is none of is left out.
   */
  String line() {
    String line =
        counts.entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> number(count.getValue()) + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return line.isEmpty() ? "no rows" : line;
  }

  /** As a table with the most frequent reasons, and the sum. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    counts.forEach(
        (outcome, count) -> {
          if (count > 0 || List.of("texted", "emailed", "failed").contains(outcome)) {
            lines.add("%-9s %9s".formatted(outcome, number(count)));
          }
          reasons.getOrDefault(outcome, Map.of()).entrySet().stream()
              .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
              .limit(SHOWN)
              .forEach(
                  why -> lines.add(" ".repeat(22) + number(why.getValue()) + ": " + why.getKey()));
        });
    lines.add("%-9s %9s".formatted("in all", number(rows())));
    return lines;
  }

  private static String number(long count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }
}
