package org.heed.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.heed.words.Phrases;

/** Charts of things that have names. */
final class Bars {
  private Bars() {}

  static Chart chart(String title, String category, List<String> names, List<Chart.Series> series) {
    return new Chart(Chart.Kind.BARS, title, words(names, series), category, names, series);
  }

  private static String words(List<String> names, List<Chart.Series> series) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int at = i;
      if (series.stream().allMatch(one -> one.values().get(at) == 0)) {
        continue;
      }
      List<String> numbers = new ArrayList<>();
      for (Chart.Series one : series) {
        String number = Chart.number(one.values().get(i));
        numbers.add(
            series.size() == 1 ? number : number + " " + one.name().toLowerCase(Locale.ROOT));
      }
      words.add(names.get(i) + ": " + String.join(", ", numbers));
    }
    return series.stream().allMatch(one -> one.sum() == 0)
        ? Phrases.of("chart.none")
        : String.join("; ", words) + ".";
  }
}
