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
 * The rules in their simplest form: a phone is off while a no about it stands. All times are the
 * true ones, and no two things happen in the same second here.
 */
@NullUnmarked
final class RuleModel {
  private record Word(
      int second,
      int read,
      boolean off,
      boolean said,
      boolean override,
      PhoneNumber sender,
      PhoneNumber from) {

    /** A no stands until something undoes it. */
    boolean undoes(Word no) {
      return !off
          && (said
              ? second > no.second
              : no.said ? override && read > no.read : second > no.second);
    }
  }

  private final Map<PhoneNumber, List<Word>> words = new HashMap<>();
  private final Map<Long, LinkedHashSet<PhoneNumber>> listed = new LinkedHashMap<>();
  private final Map<List<PhoneNumber>, List<Integer>> lifted = new HashMap<>();
  private final Map<List<Object>, Integer> since = new HashMap<>();
  private int read;

  void list(long person, PhoneNumber phone, int second) {
    listed.computeIfAbsent(person, key -> new LinkedHashSet<>()).add(phone);
    since.put(List.of(person, phone), second);
  }

  void unlist(long person, PhoneNumber phone) {
    listed.getOrDefault(person, new LinkedHashSet<>()).remove(phone);
  }

  Set<PhoneNumber> listed(long person) {
    return listed.getOrDefault(person, new LinkedHashSet<>());
  }

  /** O1, O7: the phone, and what whoever held it then, or the person texted, has listed now. */
  void optOut(PhoneNumber phone, Long person, PhoneNumber sender, int second) {
    Set<PhoneNumber> covered = new LinkedHashSet<>(Set.of(phone));
    whose(phone, person, second).forEach(who -> covered.addAll(listed(who)));
    covered.forEach(one -> say(one, new Word(second, ++read, true, true, false, sender, phone)));
  }

  /** O7: whom the text was for if they held the phone then, else who did. */
  Set<Long> whose(PhoneNumber phone, Long person, int second) {
    Set<Long> now = new LinkedHashSet<>();
    Set<Long> then = new LinkedHashSet<>();
    listed.forEach(
        (who, phones) -> {
          if (phones.contains(phone)) {
            now.add(who);
            if (since.get(List.of(who, phone)) <= second) {
              then.add(who);
            }
          }
        });
    return person != null && (then.isEmpty() || then.contains(person))
        ? Set.of(person)
        : then.isEmpty() ? now : then;
  }

  /** What the office confirmed: the person's no, of which the gateway knows nothing (O8). */
  void off(Set<PhoneNumber> phones, int second) {
    phones.forEach(one -> say(one, new Word(second, ++read, true, true, false, null, null)));
  }

  boolean saidNo(PhoneNumber phone, int since) {
    return standing(phone, Integer.MAX_VALUE).stream()
        .anyMatch(word -> word.said() && word.second() >= since);
  }

  boolean startedAfter(PhoneNumber phone, int second) {
    return words(phone, Integer.MAX_VALUE).stream()
        .anyMatch(word -> word.said() && !word.off() && word.second() > second);
  }

  /** I1: that phone only; a YES counts only where it was off when it was said (L2). */
  void optIn(PhoneNumber phone, PhoneNumber sender, int second, boolean onlyIfOff) {
    if (onlyIfOff && statusAt(phone, second) != SmsStatus.DISABLED) {
      lifted.computeIfAbsent(List.of(phone, sender), key -> new ArrayList<>()).add(second);
    } else {
      say(phone, new Word(second, ++read, false, true, false, sender, phone));
    }
  }

  /** L4: off is never refused, on is where a person's no stands. */
  boolean file(PhoneNumber phone, boolean off, int second) {
    return office(phone, off, false, second);
  }

  /** L4: as a file; an override undoes every no that is known. */
  boolean staff(PhoneNumber phone, boolean off, boolean override, int second) {
    return office(phone, off, override, second);
  }

  private boolean office(PhoneNumber phone, boolean off, boolean override, int second) {
    if (!off && !override && standing(phone, Integer.MAX_VALUE).stream().anyMatch(Word::said)) {
      return false;
    }
    if (off || status(phone) != SmsStatus.ENABLED) {
      say(phone, new Word(second, ++read, off, false, override && !off, null, null));
    }
    return true;
  }

  SmsStatus status(PhoneNumber phone) {
    return statusAt(phone, Integer.MAX_VALUE);
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

  SmsStatus statusAt(PhoneNumber phone, int before) {
    return !standing(phone, before).isEmpty()
        ? SmsStatus.DISABLED
        : words(phone, before).isEmpty() ? SmsStatus.DEFAULT : SmsStatus.ENABLED;
  }

  private List<Word> standing(PhoneNumber phone, int before) {
    List<Word> all = words(phone, before);
    return all.stream()
        .filter(word -> word.off() && all.stream().noneMatch(other -> other.undoes(word)))
        .toList();
  }

  private List<Word> words(PhoneNumber phone, int before) {
    return words.getOrDefault(phone, List.of()).stream()
        .filter(word -> word.second() < before)
        .toList();
  }
}
