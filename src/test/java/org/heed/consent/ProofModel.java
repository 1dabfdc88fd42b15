package org.heed.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.NullUnmarked;

/**
 * What some days of an office come to by the rules in their simplest form: who is texted and when,
 * on what it rests, and what is said of it. A person's phones are all in one area, and whoever
 * shares a phone has no other. All is in seconds since the days began, no two things in one.
 */
@NullUnmarked
final class ProofModel {
  private static final Duration PROOF = Duration.ofHours(1);

  /** Somebody; the first phone is a mobile, another one at home. */
  record Person(long id, String student, ZoneId zone, List<PhoneNumber> phones) {}

  record Reply(int second, PhoneNumber phone, PhoneNumber sender, ProofWord word, String words) {}

  /** What was tried; what it is called in an evidence file. */
  record Tried(int second, String what, Person person, String to, String body) {}

  private record Waiting(Person person, PhoneNumber sender, String body, boolean urgent) {}

  final RuleModel rules = new RuleModel();
  final HoldModel holds = new HoldModel(rules);
  final ProofLimit limit = new ProofLimit();
  final List<Tried> tried = new ArrayList<>();
  final List<Reply> replies = new ArrayList<>();
  private final boolean required;
  private final Instant begin;
  private final List<Reply> unread = new ArrayList<>();
  private final List<Waiting> queue = new ArrayList<>();
  private final Set<List<PhoneNumber>> blocked = new HashSet<>();
  private final Map<Waiting, Optional<PhoneNumber>> routed = new HashMap<>();
  private final Map<Waiting, Integer> doubts = new HashMap<>();
  private final Map<PhoneNumber, Integer> off = new HashMap<>();
  private final Map<PhoneNumber, Integer> based = new HashMap<>();

  ProofModel(boolean required, Instant begin) {
    this.required = required;
    this.begin = begin;
  }

  void add(Person person) {
    person.phones().forEach(phone -> rules.list(person.id(), phone, 0));
  }

  void queue(Person person, PhoneNumber sender, String body, boolean urgent) {
    queue.add(new Waiting(person, sender, body, urgent));
  }

  boolean isDone() {
    return queue.isEmpty();
  }

  /** A row of a consent file; whether it was taken. */
  boolean file(PhoneNumber phone, boolean on, boolean basis, int second) {
    return given(rules.file(phone, !on, second), phone, on, basis, second);
  }

  boolean staff(PhoneNumber phone, boolean on, boolean basis, boolean override, int second) {
    return given(rules.staff(phone, !on, override, second), phone, on, basis, second);
  }

  private boolean given(boolean taken, PhoneNumber phone, boolean on, boolean basis, int second) {
    if (taken && !on) {
      off.merge(phone, second, Math::max);
    } else if (taken && basis) {
      based.merge(phone, second, Math::max);
    }
    holds.settle();
    return taken;
  }

  /** A file of people tells of a consent: never of somebody who has a phone that is off. */
  void people(Person person, int second) {
    if (person.phones().stream().noneMatch(one -> rules.status(one) == SmsStatus.DISABLED)) {
      file(person.phones().get(0), true, true, second);
    }
  }

  /** It reaches the gateway at once, and Heed with the next night, or at the end of this one. */
  void reply(Reply reply) {
    unread.add(reply);
    replies.add(reply);
    List<PhoneNumber> pair = List.of(reply.phone(), reply.sender());
    switch (reply.word()) {
      case STOP -> blocked.add(pair);
      case START, YES -> blocked.remove(pair);
      default -> {}
    }
  }

  Set<PhoneNumber> confirm(int no) {
    Set<PhoneNumber> covered = holds.confirm(no);
    covered.forEach(phone -> off.merge(phone, no, Math::max));
    holds.settle();
    return covered;
  }

  /** What people said reaches Heed. */
  void read() {
    unread.sort(Comparator.comparing(Reply::second));
    for (Reply one : unread) {
      int second = one.second();
      switch (one.word()) {
        case STOP -> optOut(one.phone(), null, one.sender(), second);
        case START, YES -> {
          boolean yes = one.word() == ProofWord.YES;
          if (!yes || rules.statusAt(one.phone(), second) == SmsStatus.DISABLED) {
            based.merge(one.phone(), second, Math::max);
          }
          rules.optIn(one.phone(), one.sender(), second, yes);
        }
        default ->
            holds.hold(one.phone(), null, one.sender(), second, one.word() == ProofWord.WRONG);
      }
    }
    unread.clear();
    holds.settle();
  }

  private void optOut(PhoneNumber phone, Long person, PhoneNumber sender, int second) {
    Set<PhoneNumber> covered = new LinkedHashSet<>(Set.of(phone));
    rules.whose(phone, person, second).forEach(who -> covered.addAll(rules.listed(who)));
    rules.optOut(phone, person, sender, second);
    covered.forEach(one -> off.merge(one, second, Math::max));
  }

  List<String> queued() {
    return queue.stream().map(Waiting::body).toList();
  }

  /**
   * A night: what the gateway is asked for, each with its validity.
   *
   * @param no whoever is texted these words says STOP just before, and is heard when all have left
   */
  List<String> night(int second, String no) {
    begins(second);
    List<String> asked = goesOn(second, no, queued());
    read();
    return asked;
  }

  /** What people said is read, and each text gets its phone, an email or a later night. */
  void begins(int second) {
    doubts.values().removeIf(looked -> looked + PROOF.toSeconds() <= second);
    read();
    // What a night that was broken off had for an email stays one.
    routed.values().removeIf(Optional::isPresent);
    for (Waiting one : queue) {
      if (routed.containsKey(one)) {
        continue;
      }
      PhoneNumber phone = texted(one.person());
      if (phone == null || ProofHours.secondsLeft(one.person().zone(), at(second)) > 0) {
        routed.put(one, Optional.ofNullable(phone));
      }
    }
  }

  /** How many of them are texts. */
  long texts() {
    return routed.values().stream().filter(Optional::isPresent).count();
  }

  /** Those of these words go now, if they may; what waits for an email is not among them. */
  List<String> goesOn(int second, String no, Collection<String> bodies) {
    List<String> asked = new ArrayList<>();
    queue.removeIf(one -> bodies.contains(one.body()) && !waits(one, second, no, asked));
    return asked;
  }

  /**
   * What somebody had claimed that did not come back is looked for until it is proven that it never
   * left; until then its people get no text.
   *
   * @return those that were not in doubt before
   */
  List<String> doubts(int second, Collection<String> doubted) {
    return queue.stream()
        .filter(one -> doubted.contains(one.body()) && doubts.putIfAbsent(one, second) == null)
        .map(Waiting::body)
        .toList();
  }

  /** What waits behind one of these for the same person or phone. */
  List<String> behind(Collection<String> bodies) {
    Set<PhoneNumber> closed = new HashSet<>();
    List<String> behind = new ArrayList<>();
    for (Waiting one : queue) {
      if (closed.contains(whose(one.person()))) {
        behind.add(one.body());
      } else if (bodies.contains(one.body())) {
        closed.add(whose(one.person()));
      }
    }
    return behind;
  }

  private boolean waits(Waiting one, int second, String no, List<String> asked) {
    if (!routed.containsKey(one) || doubts.containsKey(one)) {
      return true;
    }
    PhoneNumber phone = routed.get(one).filter(this::mayBeTexted).orElse(null);
    if (phone == null && routed.get(one).isPresent()) {
      phone = texted(one.person());
    }
    if (phone == null) {
      email(one, second);
      return false;
    }
    long left = ProofHours.secondsLeft(one.person().zone(), at(second));
    boolean tooMany = limit.isReached(whose(one.person()), second) && !one.urgent();
    if (left == 0 || isInDoubt(one.person()) || tooMany) {
      return true;
    }
    asked.add("%s %s %s %d".formatted(one.sender().e164(), phone.e164(), one.body(), left));
    if (one.body().equals(no)) {
      reply(new Reply(second, phone, one.sender(), ProofWord.STOP, "STOP"));
    }
    if (blocked.contains(List.of(phone, one.sender()))) {
      tried.add(new Tried(second, "text.not", one.person(), phone.e164(), one.body()));
      optOut(phone, one.person().id(), one.sender(), second);
      holds.settle();
      email(one, second);
    } else {
      tried.add(new Tried(second, "text.sent", one.person(), phone.e164(), one.body()));
      limit.add(whose(one.person()), second);
    }
    return false;
  }

  private boolean isInDoubt(Person person) {
    return doubts.keySet().stream().anyMatch(one -> whose(one.person()).equals(whose(person)));
  }

  private void email(Waiting one, int second) {
    tried.add(new Tried(second, "email.sent", one.person(), mail(one.person()), one.body()));
  }

  static String mail(Person person) {
    return person.student().toLowerCase(java.util.Locale.ROOT) + "@example.edu";
  }

  /** R2, with E4: null is by email. */
  private PhoneNumber texted(Person person) {
    for (PhoneNumber phone : person.phones()) {
      if (rules.status(phone) == SmsStatus.ENABLED && mayBeTexted(phone)) {
        return phone;
      }
    }
    PhoneNumber mobile = person.phones().get(0);
    return mayBeTexted(mobile) ? mobile : null;
  }

  private boolean mayBeTexted(PhoneNumber phone) {
    return !holds.held(phone)
        && (required
            ? rules.status(phone) == SmsStatus.ENABLED && isBased(phone)
            : rules.status(phone) != SmsStatus.DISABLED);
  }

  /** A basis that was given since the phone was off last. */
  private boolean isBased(PhoneNumber phone) {
    return based.containsKey(phone) && based.get(phone) > off.getOrDefault(phone, -1);
  }

  /** A person has as many texts as all phones, a phone as many as all people. */
  private static PhoneNumber whose(Person person) {
    return person.phones().get(0);
  }

  /** What each message came to, by its words. */
  Map<String, String> cameTo() {
    Map<String, String> ends = new LinkedHashMap<>();
    tried.forEach(one -> ends.put(one.body(), one.what().equals("text.sent") ? "SMS" : "EMAIL"));
    return ends;
  }

  private Instant at(int second) {
    return begin.plusSeconds(second);
  }
}
