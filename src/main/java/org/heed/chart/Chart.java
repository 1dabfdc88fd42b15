package org.heed.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Numbers to be drawn.
 *
 * @param kind how they are drawn
 * @param title what they are
 * @param description what the picture shows, in words and numbers, for who does not see it
 * @param category what each category is, such as Night
 * @param categories in the order they are drawn
 * @param series at most as many as there are colours; each with a number a category
 */
public record Chart(
    Kind kind,
    String title,
    String description,
    String category,
    List<String> categories,
    List<Series> series) {

  /** How numbers are drawn. */
  public enum Kind {
    /** Upright, one upon the other; for times. */
    COLUMNS,
    /** Lying, each under its name; for names of any length. */
    BARS
  }

  /** Numbers of one colour. */
  public record Series(String name, List<Long> values) {
    public Series {
      values = List.copyOf(values);
    }

    /** What they come to. */
    public long sum() {
      return values.stream().mapToLong(Long::longValue).sum();
    }
  }

  public Chart {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
    if (series.isEmpty() || series.size() > Palette.SIZE) {
      throw new IllegalArgumentException(
          "found " + series.size() + " series, expected 1 to " + Palette.SIZE);
    }
    for (Series one : series) {
      if (one.values().size() != categories.size()) {
        throw new IllegalArgumentException(
            one.name()
                + ": found "
                + one.values().size()
                + " numbers, expected "
                + categories.size());
      }
    }
  }

  /** Whether there is nothing to draw yet. */
  public boolean isEmpty() {
    return series.stream().allMatch(one -> one.sum() == 0);
  }

  /** The heads of a table of the numbers. */
  public List<String> heads() {
    List<String> heads = new ArrayList<>(List.of(category));
    series.forEach(one -> heads.add(one.name()));
    return heads;
  }

  /** The rows of a table of the numbers; none when there is nothing to draw. */
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < categories.size() && !isEmpty(); i++) {
      List<String> row = new ArrayList<>(List.of(categories.get(i)));
      for (Series one : series) {
        row.add(number(one.values().get(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  /** What all series of a category come to. */
  long sum(int category) {
    return series.stream().mapToLong(one -> one.values().get(category)).sum();
  }

  /** Title and description, and what each column comes to. */
  public String words() {
    List<String> words = new ArrayList<>();
    for (int i = 0; kind == Kind.COLUMNS && i < categories.size(); i++) {
      if (sum(i) > 0) {
        words.add(categories.get(i) + " " + number(sum(i)));
      }
    }
    return title
        + ". "
        + description
        + (words.isEmpty() ? "" : " " + category + " " + String.join(", ", words) + ".");
  }

  /** A number for people. */
  public static String number(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }
}
