package org.heed.consent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.NullUnmarked;

/** How many texts somebody had within a day, by the first of their phones (R11). */
@NullUnmarked
final class ProofLimit {
  static final int MOST = 3;
  private static final int WITHIN = (int) Duration.ofHours(24).toSeconds();

  private final Map<PhoneNumber, List<Integer>> sent = new HashMap<>();

  void add(PhoneNumber whose, int second) {
    sent.computeIfAbsent(whose, key -> new ArrayList<>()).add(second);
  }

  boolean isReached(PhoneNumber whose, int second) {
    return sent.getOrDefault(whose, List.of()).stream().filter(at -> at + WITHIN > second).count()
        >= MOST;
  }

  /** Whether a text counts at the first of these moments and not at the other. */
  boolean lapses(int second, int later) {
    return sent.values().stream()
        .flatMap(List::stream)
        .map(at -> at + WITHIN)
        .anyMatch(end -> end > second && end <= later);
  }
}
