package org.heed.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of the reports there are. */
enum Part {
  MESSAGES,
  OPT_OUTS,
  DELAY,
  CONSENT_EVENTS,
  COMPLIANCE;

  /** What only a message has. */
  private static final List<String> OF_MESSAGES = List.of("campaign", "status", "channel");

  private static final List<String> TIMES = List.of("since", "until", "month");

  /** The one of this name; empty: there is none. */
  static Optional<Part> of(String word) {
    return Arrays.stream(values())
        .filter(part -> part.word().equals(word.strip().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Part::word).toList();
  }

  /** As {@code report=} names it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether its rows have what a filter is about. */
  boolean has(String filter) {
    return this == COMPLIANCE
        ? TIMES.contains(filter)
        : this == MESSAGES || !OF_MESSAGES.contains(filter);
  }
}
