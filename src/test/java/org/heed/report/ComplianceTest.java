package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.heed.TestHeed;
import org.heed.address.PhoneNumber;
import org.heed.consent.ConsentLedger;
import org.heed.consent.LearnedFrom;
import org.heed.consent.OptOut;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A planted history, and a model that counts it by itself (E7). */
@NullUnmarked
class ComplianceTest {
  private static final Instant FROM = Instant.parse("2026-10-01T05:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-01T05:00:00Z");
  private static final String SENDER = TestHeed.ADVISING;

  @TempDir Path home;

  private final Random random = new Random(20261129);
  private final Map<String, Long> expected = new HashMap<>();
  private final List<Long> lasts = new ArrayList<>();
  private final Map<String, List<Long>> decided = new HashMap<>();
  private TestHeed heed;
  private long id;

  private record Text(Instant at, String status) {}

  private record Hold(Instant from, Instant to) {}

  @ParameterizedTest
  @EnumSource
  void E7_the_figures_are_those_of_a_model_that_counts_by_itself(TestDatabase database) {
    expected.clear();
    lasts.clear();
    decided.clear();
    id = 0;
    try (TestHeed started = TestHeed.start(database, home.resolve(database.name()))) {
      heed = started;
      heed.jdbc.update(
          "insert into import_file (id, name, taken_as, kind, sha256, state, taken_at) values (1,"
              + " 'f.csv', 'f.csv', 'CAMPAIGN', '0', 'DONE', ?)",
          FROM.atOffset(ZoneOffset.UTC));
      heed.jdbc.update("insert into campaign (id, file_id, name) values (1, 1, 'f')");
      for (int n = 1; n <= 60; n++) {
        plant(n);
      }
      files();
      Map<String, Long> found = new HashMap<>();
      heed.bean(Compliance.class)
          .each(FROM, TO, one -> found.put(one.section() + ": " + one.name(), one.value()));
      model("Texts that began after Heed knew", 0);
      lasts.sort(null);
      expected.put("Opt-outs after which a text", (long) lasts.size());
      expected.put("From the no to the last text, median", lasts.get((lasts.size() - 1) / 2));
      expected.put("From the no to the last text, longest", lasts.get(lasts.size() - 1));
      for (String how : List.of("confirmation", "dismissal")) {
        List<Long> times = decided.get(how);
        times.sort(null);
        expected.put(
            "From the reply to the " + how + ", median", times.get((times.size() - 1) / 2));
        expected.put("From the reply to the " + how + ", longest", times.get(times.size() - 1));
      }
      assertThat(expected)
          .hasSizeGreaterThan(18)
          .allSatisfy(
              (key, value) -> {
                List<Long> values =
                    found.entrySet().stream()
                        .filter(one -> one.getKey().contains(": " + key))
                        .map(Map.Entry::getValue)
                        .toList();
                assertThat(values).as(key).containsExactly(value);
              });
      assertThat(expected).allSatisfy((key, value) -> assertThat(value).as(key).isPositive());
    }
  }

  private void plant(int n) {
    String phone = "+1312555%04d".formatted(n);
    heed.jdbc.update("insert into phone (number) values (?)", phone);
    heed.jdbc.update(
        "insert into person (id, student_id, lane, added_at) values (?, ?, ?, ?)",
        n,
        "S" + n,
        n,
        FROM.atOffset(ZoneOffset.UTC));
    heed.jdbc.update(
        "insert into listing (person_id, number, phone_type, position, listed_at) values (?, ?,"
            + " 'Mobile', 1, ?)",
        n,
        phone,
        FROM.atOffset(ZoneOffset.UTC));
    heed.jdbc.update(
        "insert into message (id, campaign_id, line, person_id, sender, body, queued_at, status)"
            + " values (?, 1, ?, ?, ?, 'Hi', ?, 'SENT')",
        n,
        n,
        n,
        SENDER,
        FROM.atOffset(ZoneOffset.UTC));
    List<Text> texts = new ArrayList<>();
    for (int t = random.nextInt(8); t >= 0; t--) {
      texts.add(text(n, phone));
    }
    if (n % 3 == 0) {
      no(phone, texts);
    } else if (n % 3 == 1) {
      Hold hold = review(n, phone);
      model(
          "Texts that began while a hold stood",
          texts.stream()
              .filter(one -> !one.status().equals("RELEASED") && inside(one.at()))
              .filter(one -> one.at().isAfter(hold.from()) && one.at().isBefore(hold.to()))
              .count());
    } else if (n % 6 == 2) {
      String by = n % 12 == 2 ? "STAFF" : "IMPORT";
      Instant at = any();
      event(phone, "DISABLED", at, at, by, null);
      model(
          by.equals("STAFF") ? "Phones turned off by staff" : "Phones turned off by a file",
          inside(at) ? 1 : 0);
    }
  }

  private Text text(int message, String phone) {
    String status =
        List.of("SENT", "DELIVERED", "FAILED", "IN_DOUBT", "UNKNOWN", "RELEASED")
            .get(random.nextInt(6));
    Instant at = any();
    boolean based = random.nextBoolean();
    heed.jdbc.update(
        "insert into attempt (id, message_id, run_id, channel, sender, destination, status,"
            + " attempted_at, basis_by) values (?, ?, 1, 'SMS', ?, ?, ?, ?, ?)",
        ++id,
        message,
        SENDER,
        phone,
        status,
        at.atOffset(ZoneOffset.UTC),
        based ? 7L : null);
    if (inside(at) && !status.equals("RELEASED")) {
      boolean taken = status.equals("SENT") || status.equals("DELIVERED");
      boolean failed = status.equals("FAILED");
      model("Texts the gateway accepted", taken ? 1 : 0);
      model("Of these, reported as delivered", status.equals("DELIVERED") ? 1 : 0);
      model("Texts that were refused or failed", failed ? 1 : 0);
      model("Texts without an answer", taken || failed ? 0 : 1);
      model(based ? "Texts with a recorded basis of consent" : "Texts without one", 1);
    }
    return new Text(at, status);
  }

  /**
   * A STOP, perhaps refused before it was read, perhaps undone by a START, said or only refused.
   */
  private void no(String phone, List<Text> texts) {
    Instant said = any();
    Instant known = said.plusSeconds(1 + random.nextInt(400_000));
    boolean refused = random.nextBoolean();
    boolean read = !refused || random.nextInt(3) > 0;
    if (refused) {
      event(phone, "DISABLED", known, known, "GATEWAY_21610", phone);
    }
    if (read) {
      event(phone, "DISABLED", said, known.plusSeconds(refused ? 600 : 0), "REPLY", phone);
    }
    Instant start =
        random.nextBoolean() ? known.plusSeconds(1_000 + random.nextInt(900_000)) : null;
    if (read && !refused) {
      // In the same second: the gateway's list tells which was first.
      start = said;
      event(phone, "ENABLED", said, known, "REPLY", phone);
      heed.jdbc.update(
          "update consent_event set list_order = case sms_status when 'ENABLED' then 8 else 7 end"
              + " where number = ?",
          phone);
    } else if (start != null) {
      event(phone, "ENABLED", start, start, "REPLY", phone);
    }
    if (!inside(known)) {
      return;
    }
    model(refused ? "A text that was refused (21610)" : "A reply of the person", 1);
    model("Opt-outs of which it is not known", read ? 0 : 1);
    Instant since = read ? said : known;
    Instant end = start == null ? Instant.MAX : start;
    List<Instant> after =
        texts.stream()
            .filter(one -> !List.of("FAILED", "RELEASED").contains(one.status()))
            .map(Text::at)
            .filter(at -> at.isAfter(since) && at.isBefore(end))
            .toList();
    model(
        "Texts that began after Heed knew", after.stream().filter(at -> at.isAfter(known)).count());
    if (read) {
      after.stream()
          .max(Instant::compareTo)
          .ifPresent(last -> lasts.add(Duration.between(said, last).toSeconds()));
    }
  }

  private Hold review(int n, String phone) {
    Instant said = any();
    Instant ended = said.plusSeconds(1 + random.nextInt(900_000));
    boolean confirmed = random.nextBoolean();
    heed.jdbc.update(
        "insert into review (id, sid, number, sender, body, replied_at, due_on, dismissed_at,"
            + " staff, reason, reads_as, hold_state) values (?, ?, ?, ?, 'no more', ?, ?, ?, 'J."
            + " Doe', 'read', 'NO_MORE', ?)",
        n,
        "SM" + n,
        phone,
        SENDER,
        said.atOffset(ZoneOffset.UTC),
        LocalDate.of(2026, 11, 2),
        ended.atOffset(ZoneOffset.UTC),
        confirmed ? "CONFIRMED" : "RELEASED");
    for (String fact : List.of("HOLD", confirmed ? "CONFIRMED" : "RELEASED")) {
      heed.jdbc.update(
          "insert into hold_fact (review_id, fact, number, person_id, sid, sender, body, said_at,"
              + " recorded_at) values (?, ?, ?, ?, ?, ?, 'no more', ?, ?)",
          n,
          fact,
          phone,
          n % 2 == 0 ? (long) n : null,
          "SM" + n,
          SENDER,
          said.atOffset(ZoneOffset.UTC),
          (fact.equals("HOLD") ? said : ended).atOffset(ZoneOffset.UTC));
    }
    model("Replies that took hold", inside(said) ? 1 : 0);
    if (inside(ended)) {
      model(confirmed ? "Confirmed as an opt-out by staff" : "Dismissed by staff", 1);
      decided
          .computeIfAbsent(confirmed ? "confirmation" : "dismissal", how -> new ArrayList<>())
          .add(Duration.between(said, ended).toSeconds());
    }
    return new Hold(said, ended);
  }

  private void files() {
    for (int n = 2; n <= 9; n++) {
      Instant at = any();
      heed.jdbc.update(
          "insert into import_file (id, name, taken_as, kind, sha256, state, taken_at) values (?,"
              + " ?, ?, 'CONSENT', '0', 'DONE', ?)",
          n,
          "consent" + n,
          "c" + n,
          at.atOffset(ZoneOffset.UTC));
      int undoing = random.nextInt(4);
      for (int line = 2; line < 8; line++) {
        boolean undoes = line < 2 + undoing;
        heed.jdbc.update(
            "insert into rejected_row (file_id, line, reason, undoes) values (?, ?, ?, ?)",
            n,
            line,
            "a reason, in whatever words",
            undoes);
      }
      model("Files that tried to undo an opt-out", inside(at) && undoing > 0 ? 1 : 0);
      model("Rows refused in them", inside(at) ? undoing : 0);
    }
  }

  private void event(
      String phone, String status, Instant at, Instant recorded, String by, String saidFrom) {
    heed.jdbc.update(
        "insert into consent_event (number, sms_status, occurred_at, recorded_at, learned_from,"
            + " sender, said_from, evidence) values (?, ?, ?, ?, ?, ?, ?, ?)",
        phone,
        status,
        at.atOffset(ZoneOffset.UTC),
        recorded.atOffset(ZoneOffset.UTC),
        by,
        saidFrom == null ? null : SENDER,
        saidFrom,
        by + " " + phone + " " + at);
  }

  /** In the month, or up to ten days beside it. */
  private Instant any() {
    return FROM.minus(Duration.ofDays(10)).plusSeconds(random.nextInt(51 * 86_400));
  }

  private static boolean inside(Instant at) {
    return !at.isBefore(FROM) && at.isBefore(TO);
  }

  private void model(String key, long count) {
    expected.merge(key, count, Long::sum);
  }

  @ParameterizedTest
  @EnumSource
  void E7_the_report_is_written_in_every_format_for_a_month(TestDatabase database) {
    try (TestHeed one = TestHeed.start(database, home.resolve("r" + database.name()))) {
      one.drop("c.csv", "phone,email,from,message", "3125550111,a@x.edu,Advising,Hello");
      one.run("import");
      one.run("nightly");
      one.bean(ConsentLedger.class)
          .optOut(
              List.of(
                  new OptOut(
                      new PhoneNumber("+13125550112"),
                      null,
                      new PhoneNumber(SENDER),
                      TestHeed.NOON.minusSeconds(60),
                      null,
                      LearnedFrom.REPLY,
                      "reply SM1")));
      one.drop("on.csv", "phone,sms_status", "3125550112,ENABLED");
      one.drop("students.csv", "student_id,mobile_phone,basis", "S1,3125550112,form");
      one.run("import");
      assertThat(
              one.run("report", "report=compliance", "month=2026-11", "formats=csv,xlsx,html")
                  .problem())
          .isNull();
      List<String> csv = one.lines("reports", "month-2026-11.csv");
      assertThat(csv.get(0)).isEqualTo("\uFEFFsection,figure,value,unit,note");
      assertThat(csv).contains("Texts,Texts the gateway accepted,1,texts,");
      assertThat(csv)
          .anyMatch(row -> row.contains(",Files that tried to undo an opt-out,2,files,"))
          .anyMatch(row -> row.contains(",on.csv,1,rows,"))
          .anyMatch(row -> row.contains(",students.csv,1,rows,"));
      String page = String.join("\n", one.lines("reports", "month-2026-11.html"));
      assertThat(page)
          .contains(
              "Compliance report", "Sun 1 Nov 2026 to Mon 30 Nov 2026", "It is no legal opinion.")
          .doesNotContain("<script");
      assertThat(one.run("report", "report=compliance", "campaign=c").problem()).isNotNull();
    } catch (org.heed.address.ConfigurationProblem expected) {
      assertThat(expected).hasMessageContaining("campaign");
    }
  }
}
