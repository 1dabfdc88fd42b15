package org.heed.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** A campaign's outcomes counted; their sum is the rows of its file. */
final class ReportTally {
  private static final List<String> OUTCOMES =
      List.of("texted", "emailed", "failed", "waiting", "held", "unknown", "cancelled", "rejected");
  private static final int REASONS = 50;
  private static final int SHOWN = 10;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, Long> reasoned = new LinkedHashMap<>();
  private final Map<String, Map<String, Reason>> reasons = new LinkedHashMap<>();

  /** So many rows, in the words of one while all say the same, else in what they say alike. */
  private record Reason(long count, String words) {}

  ReportTally() {
    OUTCOMES.forEach(outcome -> counts.put(outcome, 0L));
  }

  /**
   * Counts one row.
   *
   * @param why in words; null: nothing to say
   * @param alike the same without what is particular to the row
   */
  void add(String outcome, @Nullable String why, @Nullable String alike) {
    counts.merge(outcome, 1L, Long::sum);
    if (why != null && alike != null && !outcome.equals("texted")) {
      reasoned.merge(outcome, 1L, Long::sum);
      Map<String, Reason> known = reasons.computeIfAbsent(outcome, name -> new LinkedHashMap<>());
      if (known.containsKey(alike) || known.size() < REASONS) {
        known.merge(
            alike,
            new Reason(1, why),
            (all, one) -> new Reason(all.count() + 1, all.words().equals(why) ? why : alike));
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
            .map(count -> number(count.getValue()) + " " + Phrases.of("outcome." + count.getKey()))
            .collect(Collectors.joining(", "));
    return line.isEmpty() ? Phrases.of("outcome.no.rows") : line;
  }

  /** As a table with the most frequent reasons, and the sum. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    counts.forEach(
        (outcome, count) -> {
          if (count > 0 || List.of("texted", "emailed", "failed").contains(outcome)) {
            lines.add("%-9s %9s".formatted(Phrases.of("outcome." + outcome), number(count)));
          }
          List<Reason> most =
              reasons.getOrDefault(outcome, Map.of()).values().stream()
                  .sorted(Comparator.comparingLong(Reason::count).reversed())
                  .limit(SHOWN)
                  .toList();
          most.forEach(why -> lines.add(why(why.count(), why.words())));
          long others =
              reasoned.getOrDefault(outcome, 0L) - most.stream().mapToLong(Reason::count).sum();
          if (others > 0) {
            lines.add(why(others, Phrases.of("outcome.other.reasons")));
          }
        });
    lines.add("%-9s %9s".formatted(Phrases.of("outcome.in.all"), number(rows())));
    return lines;
  }

  private static String why(long count, String words) {
    return " ".repeat(22) + number(count) + ": " + words;
  }

  private static String number(long count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }
}
