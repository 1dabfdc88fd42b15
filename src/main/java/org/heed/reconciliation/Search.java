package org.heed.reconciliation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.heed.gateway.LogEntry;
import org.heed.queue.OpenText;

/**
 * Texts without an answer and the rows of the log they are; identical texts take a row each.
 *
 * @param absent those the log does not have
 */
record Search(Map<OpenText, LogEntry> found, List<OpenText> absent) {

  /**
   * Looks for texts to one number.
   *
   * @param texts oldest first
   * @param taken ids that belong to other texts
   * @param refused how many texts like it were refused at once: each is listed as failed, under an
   *     id nobody told us
   */
  static Search of(
      List<OpenText> texts,
      List<LogEntry> listed,
      Set<String> taken,
      ToLongFunction<OpenText> refused) {
    Set<String> used = new HashSet<>(taken);
    Map<OpenText, LogEntry> found = new LinkedHashMap<>();
    List<OpenText> absent = new ArrayList<>();
    for (OpenText text : texts) {
      List<LogEntry> candidates =
          listed.stream()
              .filter(entry -> !used.contains(entry.sid()))
              .filter(entry -> text.matches(entry))
              .sorted(Comparator.comparing(LogEntry::createdAt))
              .toList();
      Optional<LogEntry> match =
          candidates.stream()
              .filter(entry -> !entry.failed())
              .findFirst()
              .or(
                  () ->
                      candidates.stream()
                          .filter(LogEntry::failed)
                          .skip(refused.applyAsLong(text))
                          .findFirst());
      match.ifPresentOrElse(
          entry -> {
            used.add(entry.sid());
            found.put(text, entry);
          },
          () -> absent.add(text));
    }
    return new Search(found, absent);
  }
}
