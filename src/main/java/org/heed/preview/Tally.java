package org.heed.preview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heed.words.Phrases;
import org.heed.words.Words;

/** Rows of one fate by their reason, of each the first. */
final class Tally {
  /** How many rows of a reason are kept. */
  public static final int SHOWN = 20;

  private static final int REASONS = 200;

  /** One reason's rows. */
  public static final class Reason {
    private final List<PreviewRow> first = new ArrayList<>();
    private String words;
    private long count;

    private Reason(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    public long count() {
      return count;
    }

    /** At most {@link #SHOWN}. */
    public List<PreviewRow> first() {
      return first;
    }
  }

  private final Map<String, Reason> reasons = new LinkedHashMap<>();
  private long count;

  void add(PreviewRow row) {
    count++;
    String words = (row.column().isEmpty() ? "" : row.column() + ": ") + row.reason();
    String kind = Words.alike(words, row.value().strip());
    Reason reason =
        reasons.size() >= REASONS && !reasons.containsKey(kind)
            ? reasons.computeIfAbsent(Phrases.of("outcome.other.reasons"), Reason::new)
            : reasons.computeIfAbsent(kind, key -> new Reason(words));
    if (!reason.words.equals(words) && reasons.containsKey(kind)) {
      reason.words = kind;
    }
    reason.count++;
    if (reason.first.size() < SHOWN) {
      reason.first.add(row);
    }
  }

  public long count() {
    return count;
  }

  /** The most frequent first. */
  public List<Reason> reasons() {
    return reasons.values().stream()
        .sorted(Comparator.comparingLong(Reason::count).reversed())
        .toList();
  }
}
