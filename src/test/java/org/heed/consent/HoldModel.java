package org.heed.consent;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.NullUnmarked;

/** Who gets no text because of a plain no, in its simplest form: each no by its second (L3). */
@NullUnmarked
final class HoldModel {
  private record No(PhoneNumber phone, PhoneNumber sender, int second, Set<Long> whose) {}

  private final RuleModel rules;
  private final Map<Integer, No> standing = new LinkedHashMap<>();

  HoldModel(RuleModel rules) {
    this.rules = rules;
  }

  /** It is the phone's, and but for a wrong number that of whoever held it then. */
  void hold(PhoneNumber phone, Long person, PhoneNumber sender, int second, boolean wrong) {
    Set<Long> whose = wrong ? Set.of() : rules.whose(phone, person, second);
    standing.put(second, new No(phone, sender, second, whose));
  }

  Set<Integer> standing() {
    return standing.keySet();
  }

  void dismiss(int second) {
    standing.remove(second);
  }

  /** An opt-out of that second, of what its people list now; the gateway blocks nothing by it. */
  Set<PhoneNumber> confirm(int second) {
    No no = standing.remove(second);
    Set<PhoneNumber> covered = covered(no);
    rules.off(covered, second);
    return covered;
  }

  /** The phone's own word after it ends it; off altogether there is nothing left to decide. */
  void settle() {
    standing.values().removeIf(no -> rules.startedAfter(no.phone(), no.second()));
    standing
        .values()
        .removeIf(
            no ->
                rules.saidNo(no.phone(), no.second())
                    && covered(no).stream().allMatch(phone -> rules.saidNo(phone, 0)));
  }

  boolean held(PhoneNumber phone) {
    return standing.values().stream()
        .anyMatch(no -> no.phone().equals(phone) || covered(no).contains(phone));
  }

  private Set<PhoneNumber> covered(No no) {
    Set<PhoneNumber> phones = new LinkedHashSet<>(Set.of(no.phone()));
    no.whose().forEach(person -> phones.addAll(rules.listed(person)));
    return phones;
  }

  /** R2: as the rules say, of those that are not held; a phone of a held person is. */
  PhoneNumber texted(long person) {
    return Stream.of(SmsStatus.ENABLED, SmsStatus.DEFAULT)
        .flatMap(status -> rules.listed(person).stream().filter(one -> rules.status(one) == status))
        .filter(phone -> !held(phone))
        .findFirst()
        .orElse(null);
  }
}
