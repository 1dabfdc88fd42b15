package org.heed.report;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a report's file is called: a run with filters never takes the place of one without. */
final class FileName {
  private static final int LONGEST = 80;
  private static final int ENOUGH = 8;

  private FileName() {}

  /**
   * The layout's name, the day, the job unless it is {@code report} or called like the layout, and
   * the filters; of the last month which one that is.
   *
   * @return without an ending
   */
  static String of(Layout layout, String day, Request request) {
    String given =
        (List.of("report", layout.file()).contains(request.job()) ? "" : "-" + request.job())
            + request.filters().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(filter -> "-" + filter.getKey() + "-" + value(filter, day))
                .collect(Collectors.joining());
    String plain = given.replaceAll("[^A-Za-z0-9.+_-]+", "-");
    if (!plain.equals(given) || plain.length() > LONGEST) {
      // Another filter that looks the same once it is plain is another file.
      plain =
          plain.substring(0, Math.min(plain.length(), LONGEST))
              + "-"
              + Positions.key(Map.of("name", given)).substring(0, ENOUGH);
    }
    return layout.file() + "-" + day + plain;
  }

  private static String value(Map.Entry<String, String> filter, String day) {
    String value = filter.getValue().strip();
    return filter.getKey().equals("month") && value.equalsIgnoreCase("last")
        ? YearMonth.from(LocalDate.parse(day)).minusMonths(1).toString()
        : value;
  }
}
