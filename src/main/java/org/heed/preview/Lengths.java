package org.heed.preview;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heed.words.Segments;

/** How long texts are, in segments, and why. */
final class Lengths {
  private static final int CHARACTERS = 2000;

  /**
   * A character that forces UCS-2.
   *
   * @param texts how many it is in
   * @param firstLine the line of the first of them
   */
  public record Outsider(int codePoint, long texts, long firstLine) {
    /** {@code right single quotation mark}; where it has no name its number. */
    public String name() {
      String name = Character.getName(codePoint);
      return name == null ? String.format("U+%04X", codePoint) : name.toLowerCase(Locale.ROOT);
    }

    /** The character itself. */
    public String character() {
      return Character.toString(codePoint);
    }
  }

  private final Map<Integer, Outsider> outsiders = new HashMap<>();
  private long texts;
  private long segments;
  private long ucs2;
  private long dear;
  private long spared;
  private long optOutLines;

  void add(PreviewRow row) {
    texts++;
    segments += row.segments();
    if (!row.outsideGsm().isEmpty()) {
      ucs2++;
      dear += row.segments();
      spared += row.segments() - Segments.ofPlain(String.valueOf(row.text()));
    }
    optOutLines += row.optOutLine() ? 1 : 0;
    for (int c : row.outsideGsm()) {
      if (outsiders.containsKey(c) || outsiders.size() < CHARACTERS) {
        outsiders.merge(
            c,
            new Outsider(c, 1, row.line()),
            (all, one) -> new Outsider(c, all.texts() + 1, all.firstLine()));
      }
    }
  }

  public long texts() {
    return texts;
  }

  public long segments() {
    return segments;
  }

  /** Texts in the GSM alphabet. */
  public long gsm7() {
    return texts - ucs2;
  }

  /** Texts with a character outside of it. */
  public long ucs2() {
    return ucs2;
  }

  /** The segments of these. */
  public long dear() {
    return dear;
  }

  /** How many of them plain letters would spare. */
  public long spared() {
    return spared;
  }

  /** Texts that how to stop is added to (R8). */
  public long optOutLines() {
    return optOutLines;
  }

  /** The most frequent first. */
  public List<Outsider> outsiders() {
    return outsiders.values().stream()
        .sorted(
            Comparator.comparingLong(Outsider::texts)
                .reversed()
                .thenComparing(Outsider::firstLine)
                .thenComparing(Outsider::codePoint))
        .toList();
  }
}
