package org.heed.evidence;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heed.chain.Fact;
import org.heed.chain.Kind;
import org.heed.consent.LedgerRows;

/** What phones are by their facts alone, when a file is made and when it is verified. */
final class Decided {
  private Decided() {}

  static List<CaseFile.Status> of(Collection<String> numbers, Map<Fact, Long> positions) {
    Map<String, List<Fact>> facts =
        positions.keySet().stream()
            .filter(fact -> fact.kind() == Kind.CONSENT)
            .collect(Collectors.groupingBy(Decided::number));
    return numbers.stream()
        .map(number -> status(number, facts.getOrDefault(number, List.of()), positions))
        .toList();
  }

  /** The phones of which a file says something else, or nothing. */
  static List<String> differing(CaseFile file, Map<Long, Fact> facts) {
    Set<String> numbers = new TreeSet<>();
    file.status().forEach(one -> numbers.add(one.phone()));
    Map<Fact, Long> positions = new HashMap<>();
    facts.forEach(
        (position, fact) -> {
          positions.put(fact, position);
          if (fact.kind() == Kind.CONSENT) {
            numbers.add(number(fact));
          }
        });
    return of(numbers, positions).stream()
        .filter(one -> Collections.frequency(file.status(), one) != 1)
        .map(CaseFile.Status::phone)
        .toList();
  }

  private static String number(Fact consent) {
    return String.valueOf(consent.value("number"));
  }

  private static CaseFile.Status status(
      String number, List<Fact> facts, Map<Fact, Long> positions) {
    return LedgerRows.deciding(facts.stream().map(Fact::values).toList())
        .flatMap(id -> facts.stream().filter(fact -> fact.id() == id).findFirst())
        .map(
            fact ->
                new CaseFile.Status(
                    number,
                    String.valueOf(fact.value("sms_status")),
                    positions.getOrDefault(fact, 0L)))
        .orElseGet(() -> new CaseFile.Status(number, "DEFAULT", 0));
  }
}
