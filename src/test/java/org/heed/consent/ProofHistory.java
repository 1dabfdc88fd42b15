package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;
import static org.heed.consent.ProofWord.PLAIN;
import static org.heed.consent.ProofWord.START;
import static org.heed.consent.ProofWord.STOP;
import static org.heed.consent.ProofWord.WRONG;
import static org.heed.consent.ProofWord.YES;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.address.PhoneNumber;
import org.heed.consent.ProofModel.Person;
import org.heed.consent.ProofModel.Reply;
import org.heed.gateway.RawServer;
import org.heed.text.Shift;
import org.jspecify.annotations.NullUnmarked;

/**
 * Some days of an office and of five people in four zones, two of whom share a phone: files of
 * consent and of people with and without a basis, replies, decisions of staff, campaigns of two
 * senders, and nights at any hour. What the gateway is asked for is what the model says.
 */
@NullUnmarked
final class ProofHistory {
  private static final List<PhoneNumber> SENDERS =
      List.of(new PhoneNumber(ADVISING), new PhoneNumber(BURSAR));
  private static final List<ProofWord> REPLIES =
      List.of(STOP, STOP, START, START, YES, PLAIN, WRONG);
  private static final List<String> BASES = List.of("web form", "paper form", "application");

  final ProofModel model;
  final List<Person> people = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  final Random random;
  private final Random shifts;
  private final Town town;
  private final boolean sleeps;
  private final int number;
  private final Instant begin;
  private final List<PhoneNumber> phones;
  private int files;
  private int bodies;

  ProofHistory(Town town, boolean required, boolean sleeps, int number, long seed) {
    this.town = town;
    this.sleeps = sleeps;
    this.number = number;
    this.random = new Random(seed);
    this.shifts = new Random(-seed);
    this.begin = town.now();
    this.model = new ProofModel(required, begin);
    told.add("seed " + seed + " from " + begin + (required ? ", basis required" : ""));
    PhoneNumber shared = phone("202", 0);
    add(1, "America/Chicago", phone("312", 0), phone("312", 1));
    add(2, "America/New_York", shared);
    add(3, "America/New_York", shared);
    add(4, "Pacific/Honolulu", phone("808", 0));
    add(5, "America/Los_Angeles", phone("213", 0), phone("213", 1));
    phones = people.stream().flatMap(one -> one.phones().stream()).distinct().toList();
  }

  private PhoneNumber phone(String area, int which) {
    return new PhoneNumber("+1%s555%04d".formatted(area, 2 * number + which));
  }

  private void add(long id, String zone, PhoneNumber... listed) {
    Person one = new Person(id, "H" + number + "P" + id, ZoneId.of(zone), List.of(listed));
    people.add(one);
    model.add(one);
  }

  void play() {
    List<String> rows = new ArrayList<>();
    people.forEach(one -> rows.add(row(one, "")));
    drop("student_id,last_name,email,mobile_phone,home_phone,basis", rows);
    for (int step = 10 + random.nextInt(10); step > 0; step--) {
      pass(random.nextInt(4) == 0 ? 9 * 3600 : 900);
      step();
    }
    for (int night = 0; night == 0 || (night < 90 && !model.isDone()); night++) {
      pass(13 * 3600);
      night();
    }
    assertThat(model.isDone()).as("%s", told).isTrue();
    ends();
  }

  int second() {
    return (int) Duration.between(begin, town.now()).toSeconds();
  }

  private void pass(int seconds) {
    town.clock.advance(Duration.ofSeconds(2L + random.nextInt(seconds)));
  }

  private void step() {
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> campaign();
      case 3, 4 -> consents();
      case 5 -> peopleAgain();
      case 6, 7 -> staff(town.heed);
      case 8, 9 -> reply();
      case 10 -> decide();
      default -> night();
    }
  }

  private String row(Person one, String basis) {
    String home = one.phones().size() > 1 ? one.phones().get(1).e164() : "";
    return String.join(
        ",",
        one.student(),
        "Lee" + files,
        ProofModel.mail(one),
        one.phones().get(0).e164(),
        home,
        basis);
  }

  private void drop(String header, List<String> rows) {
    String name = "p" + number + "-" + ++files + ".csv";
    List<String> lines = new ArrayList<>(List.of(header));
    lines.addAll(rows);
    told.add(second() + ": " + name + " " + lines);
    town.heed.drop(name, lines.toArray(String[]::new));
    assertThat(town.heed.run("import").problem()).isNull();
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private void campaign() {
    List<String> rows = new ArrayList<>();
    for (int n = 1 + random.nextInt(6); n > 0; n--) {
      Person one = any(people);
      PhoneNumber sender = any(SENDERS);
      boolean urgent = random.nextInt(6) == 0;
      String body = "Text %d of %d.".formatted(++bodies, number);
      rows.add(String.join(",", one.student(), sender.e164(), body, urgent ? "yes" : ""));
      model.queue(one, sender, body, urgent);
    }
    drop("student_id,from,message,urgent", rows);
  }

  private void consents() {
    List<String> rows = new ArrayList<>();
    for (PhoneNumber phone : new LinkedHashSet<>(List.of(any(phones), any(phones)))) {
      boolean on = random.nextInt(4) > 0;
      String basis = on && random.nextBoolean() ? any(BASES) : "";
      rows.add(
          String.join(
              ",",
              phone.e164(),
              on ? "ENABLED" : "DISABLED",
              "row " + files,
              basis,
              basis.isEmpty() ? "" : "I agree to texts."));
      model.file(phone, on, !basis.isEmpty(), second());
    }
    drop("phone,sms_status,reason,basis,wording", rows);
  }

  private void peopleAgain() {
    Person one = any(people);
    model.people(one, second());
    drop("student_id,last_name,email,mobile_phone,home_phone,basis", List.of(row(one, any(BASES))));
  }

  void staff(TestHeed heed) {
    PhoneNumber phone = any(phones);
    boolean on = random.nextBoolean();
    boolean override = on && random.nextInt(3) == 0;
    Basis basis =
        on && random.nextBoolean() ? new Basis(any(BASES), null, "Yes.", null, null) : null;
    told.add(
        "%d: staff say %s of %s%s, %s"
            .formatted(
                second(), on ? "on" : "off", phone.e164(), override ? ", override" : "", basis));
    boolean taken = model.staff(phone, on, basis != null, override, second());
    StaffLedger.Change change =
        new StaffLedger.Change(
            List.of(phone),
            null,
            on ? SmsStatus.ENABLED : SmsStatus.DISABLED,
            "Kim",
            "asked",
            override,
            basis);
    assertThat(heed.bean(StaffLedger.class).decide(change).get(0).outcome())
        .as("%s", told)
        .matches(outcome -> taken == (outcome != StaffLedger.Outcome.REFUSED));
  }

  void reply() {
    ProofWord word = any(REPLIES);
    Reply reply = new Reply(second(), any(phones), any(SENDERS), word, any(word.words()));
    told.add("%d: %s".formatted(second(), reply));
    model.reply(reply);
    town.sandbox.reply(reply.phone().e164(), reply.sender().e164(), reply.words());
  }

  private void decide() {
    if (model.holds.standing().isEmpty()) {
      return;
    }
    int no = any(List.copyOf(model.holds.standing()));
    long id =
        town.heed.jdbc.queryForObject(
            "select id from review where replied_at = ?",
            Long.class,
            begin.plusSeconds(no).atOffset(ZoneOffset.UTC));
    ReviewDecisions decisions = town.heed.bean(ReviewDecisions.class);
    if (random.nextBoolean()) {
      told.add(second() + ": dismissed " + no);
      model.holds.dismiss(no);
      assertThat(decisions.dismiss(id, "Kim", "a joke")).as("%s", told).isTrue();
    } else {
      told.add(second() + ": confirmed " + no);
      assertThat(decisions.confirm(id, "Kim", "plain"))
          .as("%s", told)
          .containsExactlyInAnyOrderElementsOf(model.confirm(no));
    }
  }

  private void night() {
    int posts = town.gateway.posts().size();
    asked(posts, sleeps && random.nextBoolean() ? new ProofSleep(town, this).night() : awake());
  }

  private List<String> awake() {
    String no = random.nextInt(3) == 0 && !model.isDone() ? any(model.queued()) : "";
    List<String> expected = model.night(second(), no);
    try (Shift shift = new Shift(town, shifts, expected.size(), text -> meets(text, no))) {
      told.add("%d: night at %s, %s, STOP before %s".formatted(second(), town.now(), shift, no));
      assertThat(town.heed.run("nightly").problem()).isNull();
      shift.took(expected.size());
    }
    return expected;
  }

  private void asked(int posts, List<String> expected) {
    assertThat(town.gateway.posts().stream().skip(posts).map(ProofHistory::asked))
        .as("%s", told)
        .containsExactlyInAnyOrderElementsOf(expected);
    for (PhoneNumber phone : phones) {
      assertThat(town.heed.smsStatus(phone.e164()))
          .as("%s %s", phone.e164(), told)
          .isEqualTo(model.rules.status(phone).name());
    }
  }

  /** Somebody says no just before this text arrives, when the night's replies have been read. */
  private void meets(Map<String, String> text, String no) {
    if (body(text).equals(no)) {
      town.sandbox.reply(text.get("To"), text.get("From"), "STOP");
    }
  }

  private static String asked(RawServer.Request request) {
    Map<String, String> form = request.form();
    return String.join(
        " ", form.get("From"), form.get("To"), body(form), form.get("ValidityPeriod"));
  }

  static String body(Map<String, String> text) {
    return text.get("Body").lines().findFirst().orElseThrow();
  }

  /** Every message was texted or emailed. */
  private void ends() {
    Map<String, String> found = new HashMap<>();
    town.heed.jdbc.query(
        """
        select m.body, m.status, m.channel from message m
        join person p on p.id = m.person_id where p.student_id like ?
        """,
        row -> {
          assertThat(row.getString("status").strip()).isIn("SENT", "DELIVERED");
          found.put(row.getString("body"), row.getString("channel").strip());
        },
        "H" + number + "P%");
    assertThat(found).as("%s", told).isEqualTo(model.cameTo());
  }
}
