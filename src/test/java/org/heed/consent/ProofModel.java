package org.heed.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
  static final int MOST = 3;
  private static final Duration WITHIN = Duration.ofHours(24);
  private static final Duration VALIDITY = Duration.ofHours(4);
  private static final LocalTime OPENS = LocalTime.of(9, 0);
  private static final LocalTime CLOSES = LocalTime.of(20, 0);

  /** Somebody; the first phone is a mobile, another one at home. */
  record Person(long id, String student, ZoneId zone, List<PhoneNumber> phones) {}

  enum Word {
    STOP,
    START,
    YES,
    PLAIN,
    WRONG
  }

  record Reply(int second, PhoneNumber phone, PhoneNumber sender, Word word, String words) {}

  /** What was tried; what it is called in an evidence file. */
  record Tried(int second, String what, Person person, String to, String body) {}

  private record Waiting(Person person, PhoneNumber sender, String body, boolean urgent) {}

  final RuleModel rules = new RuleModel();
  final HoldModel holds = new HoldModel(rules);
  final List<Tried> tried = new ArrayList<>();
  final List<Reply> replies = new ArrayList<>();
  private final boolean required;
  private final Instant begin;
  private final List<Reply> unread = new ArrayList<>();
  private final List<Waiting> queue = new ArrayList<>();
  private final Set<List<PhoneNumber>> blocked = new HashSet<>();
  private final Map<PhoneNumber, Integer> off = new HashMap<>();
  private final Map<PhoneNumber, Integer> based = new HashMap<>();
  private final Map<PhoneNumber, List<Integer>> sent = new HashMap<>();

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

  private void read() {
    unread.sort(Comparator.comparing(Reply::second));
    for (Reply one : unread) {
      int second = one.second();
      switch (one.word()) {
        case STOP -> optOut(one.phone(), null, one.sender(), second);
        case START, YES -> {
          boolean yes = one.word() == Word.YES;
          if (!yes || rules.statusAt(one.phone(), second) == SmsStatus.DISABLED) {
            based.merge(one.phone(), second, Math::max);
          }
          rules.optIn(one.phone(), one.sender(), second, yes);
        }
        default -> holds.hold(one.phone(), null, one.sender(), second, one.word() == Word.WRONG);
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
    read();
    List<String> asked = new ArrayList<>();
    queue.removeIf(one -> !waits(one, second, no, asked));
    read();
    return asked;
  }

  private boolean waits(Waiting one, int second, String no, List<String> asked) {
    PhoneNumber phone = texted(one.person());
    if (phone == null) {
      email(one, second);
      return false;
    }
    long left = secondsLeft(one.person().zone(), at(second));
    List<Integer> texts = sent.computeIfAbsent(whose(one.person()), key -> new ArrayList<>());
    long counted = texts.stream().filter(text -> text + WITHIN.toSeconds() > second).count();
    if (left == 0 || (counted >= MOST && !one.urgent())) {
      return true;
    }
    asked.add("%s %s %s %d".formatted(one.sender().e164(), phone.e164(), one.body(), left));
    if (one.body().equals(no)) {
      reply(new Reply(second, phone, one.sender(), Word.STOP, "STOP"));
    }
    if (blocked.contains(List.of(phone, one.sender()))) {
      tried.add(new Tried(second, "text.not", one.person(), phone.e164(), one.body()));
      optOut(phone, one.person().id(), one.sender(), second);
      holds.settle();
      email(one, second);
    } else {
      tried.add(new Tried(second, "text.sent", one.person(), phone.e164(), one.body()));
      texts.add(second);
    }
    return false;
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
      if (rules.status(phone) == SmsStatus.ENABLED
          && !holds.held(phone)
          && (!required || isBased(phone))) {
        return phone;
      }
    }
    PhoneNumber mobile = person.phones().get(0);
    return !required && rules.status(mobile) == SmsStatus.DEFAULT && !holds.held(mobile)
        ? mobile
        : null;
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
  Map<String, String> ends() {
    Map<String, String> ends = new LinkedHashMap<>();
    tried.forEach(one -> ends.put(one.body(), one.what().equals("text.sent") ? "SMS" : "EMAIL"));
    return ends;
  }

  private Instant at(int second) {
    return begin.plusSeconds(second);
  }

  /** From 09:00 until 20:00, four hours at most. */
  private static long secondsLeft(ZoneId zone, Instant now) {
    ZonedDateTime there = now.atZone(zone);
    if (there.toLocalTime().isBefore(OPENS)) {
      return 0;
    }
    Instant closes = there.toLocalDate().atTime(CLOSES).atZone(zone).toInstant();
    return Math.min(VALIDITY.toSeconds(), Math.max(0, now.until(closes, ChronoUnit.SECONDS)));
  }
}
