package org.heed.preview;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.heed.mail.Letter;
import org.jspecify.annotations.Nullable;

/** What a file's rows come to, and the first messages. */
final class Totals {
  /**
   * A message as it would read.
   *
   * @param letter null: it is no email
   */
  public record Sample(PreviewRow row, @Nullable Letter letter) {}

  private final Map<Fate, Tally> fates = new EnumMap<>(Fate.class);
  private final Lengths tonight = new Lengths();
  private final Lengths held = new Lengths();
  private final List<Sample> samples = new ArrayList<>();

  Totals() {
    for (Fate fate : Fate.values()) {
      fates.put(fate, new Tally());
    }
  }

  void add(PreviewRow row) {
    of(row.fate()).add(row);
    switch (row.fate()) {
      case TEXT -> tonight.add(row);
      case HELD -> held.add(row);
      default -> {}
    }
  }

  void show(Sample sample) {
    samples.add(sample);
  }

  public long rows() {
    return fates.values().stream().mapToLong(Tally::count).sum();
  }

  public Tally of(Fate fate) {
    return java.util.Objects.requireNonNull(fates.get(fate));
  }

  /** Of the texts that go tonight. */
  public Lengths tonight() {
    return tonight;
  }

  /** Of the texts that are held. */
  public Lengths held() {
    return held;
  }

  /** The first messages, in the file's order. */
  public List<Sample> samples() {
    return samples;
  }
}
