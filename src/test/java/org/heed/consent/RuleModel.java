package org.heed.consent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.NullUnmarked;

/**
 * The rules in their simplest form: what has been said about each phone, the latest wins. No two
 * things happen in the same second here.
 */
@NullUnmarked
final class RuleModel {
  private record Word(
      int second, boolean off, boolean said, PhoneNumber sender, PhoneNumber from) {}

  private final Map<PhoneNumber, List<Word>> words = new HashMap<>();
  private final Map<Long, LinkedHashSet<PhoneNumber>> listed = new LinkedHashMap<>();
  private final Map<List<PhoneNumber>, List<Integer>> lifted = new HashMap<>();

  void list(long person, PhoneNumber phone) {
    listed.computeIfAbsent(person, key -> new LinkedHashSet<>()).add(phone);
  }

  void unlist(long person, PhoneNumber phone) {
    listed.getOrDefault(person, new LinkedHashSet<>()).remove(phone);
  }

  Set<PhoneNumber> listed(long person) {
    return listed.getOrDefault(person, new LinkedHashSet<>());
  }

  /** O1, O7: the phone, and what the person, or everybody who lists it, has listed now. */
  void optOut(PhoneNumber phone, Long person, PhoneNumber sender, int second) {
    Set<PhoneNumber> covered = new LinkedHashSet<>(Set.of(phone));
    listed.forEach(
        (who, phones) -> {
          if (person == null ? phones.contains(phone) : who.equals(person)) {
            covered.addAll(phones);
          }
        });
    covered.forEach(one -> say(one, new Word(second, true, true, sender, phone)));
  }

  /** I1: that phone only; a YES counts only where it was off when it was said (L2). */
  void optIn(PhoneNumber phone, PhoneNumber sender, int second, boolean onlyIfOff) {
    if (onlyIfOff && statusAt(phone, second) != SmsStatus.DISABLED) {
      lifted.computeIfAbsent(List.of(phone, sender), key -> new ArrayList<>()).add(second);
    } else {
      say(phone, new Word(second, false, true, sender, phone));
    }
  }

  /** L4: what the person said last stands. */
  boolean file(PhoneNumber phone, boolean off, int second) {
    SmsStatus wanted = off ? SmsStatus.DISABLED : SmsStatus.ENABLED;
    if (status(phone) == wanted) {
      return true;
    }
    Optional<Word> said = latest(phone, Integer.MAX_VALUE, true);
    if (said.isPresent() && said.get().off() != off) {
      return false;
    }
    say(phone, new Word(second, off, false, null, null));
    return true;
  }

  /** L4: as a file, but anybody may be turned off, and an override undoes what was said. */
  boolean staff(PhoneNumber phone, boolean off, boolean override, int second) {
    if (status(phone) == (off ? SmsStatus.DISABLED : SmsStatus.ENABLED)) {
      return true;
    }
    Optional<Word> said = latest(phone, Integer.MAX_VALUE, true);
    if (!off && !override && said.isPresent() && said.get().off()) {
      return false;
    }
    say(phone, new Word(second, off, false, null, null));
    return true;
  }

  SmsStatus status(PhoneNumber phone) {
    return statusAt(phone, Integer.MAX_VALUE);
  }

  /** R2: the first that is on, else the first nobody has spoken of; null: email. */
  PhoneNumber texted(long person) {
    for (SmsStatus status : List.of(SmsStatus.ENABLED, SmsStatus.DEFAULT)) {
      for (PhoneNumber phone : listed(person)) {
        if (status(phone) == status) {
          return phone;
        }
      }
    }
    return null;
  }

  /** O8, G3: the gateway still refuses the pair. */
  boolean refused(PhoneNumber phone, PhoneNumber sender) {
    Optional<Word> last =
        words.getOrDefault(phone, List.of()).stream()
            .filter(word -> phone.equals(word.from()) && sender.equals(word.sender()))
            .max(Comparator.comparing(Word::second));
    return last.isPresent()
        && last.get().off()
        && lifted.getOrDefault(List.of(phone, sender), List.of()).stream()
            .noneMatch(second -> second > last.get().second());
  }

  private void say(PhoneNumber phone, Word word) {
    words.computeIfAbsent(phone, key -> new ArrayList<>()).add(word);
  }

  private SmsStatus statusAt(PhoneNumber phone, int before) {
    return latest(phone, before, false)
        .map(word -> word.off() ? SmsStatus.DISABLED : SmsStatus.ENABLED)
        .orElse(SmsStatus.DEFAULT);
  }

  private Optional<Word> latest(PhoneNumber phone, int before, boolean saidOnly) {
    return words.getOrDefault(phone, List.of()).stream()
        .filter(word -> word.second() < before && (word.said() || !saidOnly))
        .max(Comparator.comparing(Word::second));
  }
}
