package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.heed.TestClock;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.routing.Decision;
import org.heed.routing.Question;
import org.heed.routing.QuietHours;
import org.heed.routing.Routing;
import org.heed.settings.ConsentSettings;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Random sequences of sends, refusals, STOP, START and YES, plain refusals and what is decided
 * about them, late and in time, staff changes, consent files dated rightly or wrongly and people
 * files, on a machine whose clock may be hours wrong: the ledger on a real database and the small
 * model never differ.
 */
@NullUnmarked
class RandomRulesTest {
  private static final long SEED = Long.getLong("rules.seed", 20261125);
  private static final int STEPS = 14;
  private static final List<PhoneNumber> PHONES =
      List.of(
          LedgerWorld.phone(1), LedgerWorld.phone(2), LedgerWorld.phone(3), LedgerWorld.phone(4));
  private static final List<PhoneNumber> SENDERS =
      List.of(LedgerWorld.ADVISING, LedgerWorld.BURSAR);

  private LedgerWorld world;
  private RuleModel model;
  private HoldModel holds;
  private Random random;
  private int now;
  private List<Runnable> said;
  private Deque<Integer> late;
  private List<String> story;
  private int ahead;
  private final Routing routing =
      new Routing(
          new ConsentSettings(
              true,
              ConsentSettings.DefaultStatus.OPTED_IN,
              PhoneType.Mobile,
              false,
              List.of(),
              List.of(),
              List.of(),
              ConsentSettings.PlainRefusal.HOLD,
              false),
          QuietHours.parse("off", ZoneId.of("America/Chicago")));

  @ParameterizedTest
  @CsvSource({"HSQLDB,250", "POSTGRESQL,40"})
  void L3_L4_O1_O6_O7_O8_I1_I3_the_ledger_and_the_model_never_differ(
      TestDatabase database, int count) {
    int sequences = Integer.getInteger("rules", count);
    for (int n = 0; n < sequences; n++) {
      world = LedgerWorld.on(database);
      model = new RuleModel();
      holds = new HoldModel(model);
      random = new Random(SEED + n);
      now = 100;
      said = new ArrayList<>();
      late = new ArrayDeque<>();
      ahead = List.of(0, 600, -600, 7200, -7200).get(n % 5);
      world.ahead = Duration.ofSeconds(ahead);
      story = new ArrayList<>(List.of("seed " + (SEED + n) + ", ahead " + ahead));
      for (PhoneNumber phone : PHONES) {
        world.jdbc.sql("insert into phone (number) values (?)").param(phone.e164()).update();
      }
      for (long person = 1; person <= 3; person++) {
        world.lists(person);
      }
      for (int step = 0; step < STEPS; step++) {
        step();
        world.heedsWhatWasSaidSince();
        holds.settle();
        compare();
      }
    }
  }

  private void step() {
    now += 2;
    // The second before it stays free for something that is read late.
    late.add(now - 1);
    PhoneNumber phone = PHONES.get(random.nextInt(PHONES.size()));
    PhoneNumber sender = SENDERS.get(random.nextInt(SENDERS.size()));
    long person = 1L + random.nextInt(3);
    int second = random.nextInt(4) == 0 ? late.remove() : now;
    switch (random.nextInt(13)) {
      case 0, 1 -> list(person, phone);
      case 2 -> unlist(person, phone);
      case 3 -> refusal(person, sender, second);
      case 4 -> {
        Long whom = random.nextBoolean() ? null : Long.valueOf(person);
        tell("STOP from " + phone.e164() + " for " + whom + " at " + second);
        model.optOut(phone, whom, sender, second);
        again(() -> world.ledger.optOut(List.of(LedgerWorld.stopped(phone, whom, sender, second))));
      }
      case 5 -> {
        tell("START from " + phone.e164() + " at " + second);
        model.optIn(phone, sender, second, false);
        again(() -> world.ledger.optIn(List.of(LedgerWorld.started(phone, sender, second))));
      }
      case 6 -> {
        tell("YES from " + phone.e164() + " at " + second);
        model.optIn(phone, sender, second, true);
        world.ledger.optIn(List.of(LedgerWorld.yes(phone, sender, second)));
      }
      case 7 -> file(phone, random.nextBoolean(), second);
      case 8, 9 -> plain(phone, random.nextBoolean() ? null : Long.valueOf(person), sender, second);
      case 10, 11 -> decide();
      default -> staff(phone, random.nextBoolean(), random.nextInt(3) == 0);
    }
    if (!said.isEmpty() && random.nextInt(5) == 0) {
      tell("read again");
      said.get(random.nextInt(said.size())).run();
    }
  }

  private void list(long person, PhoneNumber phone) {
    if (model.listed(person).contains(phone)) {
      return;
    }
    tell("person " + person + " lists " + phone.e164());
    int position = model.listed(person).size();
    model.list(person, phone, now);
    world.listsAt(person, LedgerWorld.at(now + ahead), phone);
    world
        .jdbc
        .sql("update listing set position = ? where person_id = ? and number = ?")
        .params(100 + now + position, person, phone.e164())
        .update();
  }

  private void unlist(long person, PhoneNumber phone) {
    tell("person " + person + " lists no more " + phone.e164());
    model.unlist(person, phone);
    world.takesOff(person, phone);
  }

  /** A send: to the phone both agree on, and refused. */
  private void refusal(long person, PhoneNumber sender, int second) {
    PhoneNumber to = holds.texted(person);
    if (to == null) {
      return;
    }
    tell("a text of " + person + " to " + to.e164() + " is refused at " + second);
    model.optOut(to, person, sender, second);
    again(() -> world.ledger.optOut(List.of(LedgerWorld.refused(to, person, sender, second))));
  }

  private void plain(PhoneNumber phone, Long person, PhoneNumber sender, int second) {
    boolean wrong = random.nextInt(4) == 0;
    tell(
        (wrong ? "wrong number " : "no more ")
            + (phone.e164() + " for " + person + " at " + second));
    holds.hold(phone, person, sender, second, wrong);
    world.saysNo(phone, person, sender, second, wrong);
  }

  private void decide() {
    if (holds.standing().isEmpty()) {
      return;
    }
    List<Integer> all = List.copyOf(holds.standing());
    int no = all.get(random.nextInt(all.size()));
    if (random.nextBoolean()) {
      tell("dismissed: " + no);
      holds.dismiss(no);
      assertThat(world.decisions().dismiss(world.review(no), "Kim", "a joke")).isTrue();
    } else {
      tell("confirmed: " + no);
      Set<PhoneNumber> covered = holds.confirm(no);
      assertThat(world.decisions().confirm(world.review(no), "Kim", "plain"))
          .as(story.toString())
          .containsExactlyInAnyOrderElementsOf(covered);
    }
  }

  /** Of now, dated to an earlier second, or to one that has not been: off counts from now then. */
  private void file(PhoneNumber phone, boolean off, int second) {
    int dated = random.nextInt(6) == 0 ? now + 5000 : second;
    tell("a file says " + (off ? "off " : "on ") + phone.e164() + " at " + dated);
    boolean taken = (off || dated <= now) && model.file(phone, off, Math.min(dated, now));
    FileRow row =
        new FileRow(
            phone,
            null,
            off ? SmsStatus.DISABLED : SmsStatus.ENABLED,
            dated == now ? null : LedgerWorld.at(dated + ahead),
            "as asked",
            "consent.csv line " + now);
    assertThat(
            world.ledger.record(List.of(row), LedgerWorld.at(now + ahead)).get(0).refusal() == null)
        .as(story.toString())
        .isEqualTo(taken);
  }

  private void staff(PhoneNumber phone, boolean off, boolean override) {
    tell("staff say " + (off ? "off " : "on ") + phone.e164() + (override ? ", override" : ""));
    boolean taken = model.staff(phone, off, override, now);
    StaffLedger staff =
        new StaffLedger(
            world.table(),
            new TransactionTemplate(new JdbcTransactionManager(world.template.getDataSource())),
            world.reviews(),
            new Institution(Path.of("."), ZoneId.of("America/Chicago"), null),
            new TestClock(LedgerWorld.at(now + ahead)));
    StaffLedger.Verdict verdict =
        staff
            .decide(
                new StaffLedger.Change(
                    List.of(phone),
                    null,
                    off ? SmsStatus.DISABLED : SmsStatus.ENABLED,
                    "Kim",
                    "asked",
                    override))
            .get(0);
    assertThat(verdict.outcome() != StaffLedger.Outcome.REFUSED)
        .as(story.toString())
        .isEqualTo(taken);
  }

  /** Applies it, and perhaps once more later on, which changes nothing. */
  private void again(Runnable application) {
    application.run();
    said.add(application);
  }

  private void tell(String what) {
    story.add(what);
  }

  private void compare() {
    Map<PhoneNumber, List<PhoneNumber>> refused = world.ledger.refusedSenders(PHONES);
    for (PhoneNumber phone : PHONES) {
      assertThat(world.status(phone))
          .as("%s %s", phone.e164(), story)
          .isEqualTo(model.status(phone));
      for (PhoneNumber sender : SENDERS) {
        assertThat(refused.getOrDefault(phone, List.of()).contains(sender))
            .as("pair %s %s %s", phone.e164(), sender.e164(), story)
            .isEqualTo(model.refused(phone, sender));
      }
    }
    assertThat(world.standing()).as(story.toString()).isEqualTo(holds.standing().size());
    Map<Long, List<Candidate>> listed = world.book.listed(List.of(1L, 2L, 3L));
    for (long person = 1; person <= 3; person++) {
      Decision decision =
          routing.route(
              new Question(
                  null, listed.getOrDefault(person, List.of()), "a@example.edu", Instant.EPOCH));
      assertThat(decision.phone())
          .as("person %d %s", person, story)
          .isEqualTo(holds.texted(person));
    }
  }
}
