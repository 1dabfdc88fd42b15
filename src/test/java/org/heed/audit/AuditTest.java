package org.heed.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.consent.Refusal;
import org.heed.consent.ReviewList;
import org.heed.gateway.Middleman.Fate;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.support.TransactionTemplate;

/** After nights with refusals, faults and failures the audit is clean; broken, it says what is. */
@NullUnmarked
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
  @TempDir static Path home;
  private static Town town;
  private static Person off;
  private static Person plain;

  static final String E1 =
      "E1 phone \\+131255\\d{5}: its status is ENABLED, the ledger says DISABLED";
  static final String L4 =
      "L4 phone \\+131255\\d{5}: its status is ENABLED, by who said what it is DISABLED";

  @Parameter TestDatabase database;

  @BeforeParameterizedClassInvocation
  static void nights(TestDatabase database) {
    close();
    town =
        new Town(
            database,
            home.resolve(database.name()),
            "--heed.consent.learn-from-replies=false",
            "--heed.delivery.max-texts-per-person=99 in 24h",
            "--heed.import.max-rejected=80%");
    off = town.texted("Advising");
    plain = town.texted("Bursar");
    Person doubtful = town.texted("Bursar");
    town.heed.drop(
        "mixed.csv",
        "student_id,from,message",
        off.id() + ",Advising,One",
        off.id() + ",Bursar,Two",
        plain.id() + ",Nobody,Three",
        "S999,Advising,Four",
        plain.id() + ",Advising,Five",
        doubtful.id() + ",Advising,Doubtful");
    town.reply(off.mobile(), ADVISING, "STOP");
    town.gateway.fate(text -> text.body().contains("Doubtful") ? Fate.LOSE_REQUEST : Fate.PASS);
    town.night();
    town.gateway.rest();
    town.clock.advance(Duration.ofMinutes(61));
    town.night();
    town.reply(off.mobile(), ADVISING, "START");
    town.queue("Advising", off, "Again");
    town.night();
    Person held = town.texted("Bursar");
    ReviewList.Reply reply =
        new ReviewList.Reply(
            "SMno", held.mobile(), BURSAR, "no more texts", town.now(), Refusal.NO_MORE, null);
    town.heed
        .bean(TransactionTemplate.class)
        .executeWithoutResult(status -> town.heed.bean(ReviewList.class).add(List.of(reply)));
  }

  @AfterAll
  static void close() {
    if (town != null) {
      town.close();
      town = null;
    }
  }

  /** What is broken, how it is mended, and the violation with its id. */
  record Damage(String what, String damage, String mending, List<String> violations) {
    Damage(String what, String damage, String mending, String... violations) {
      this(what, damage, mending, List.of(violations));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Damage> damages() {
    return Stream.of(
        new Damage("nothing", "update run set done = done", "update run set done = done"),
        new Damage(
            "a text after the opt-out was known",
            "update attempt set attempted_at = (select max(recorded_at) + interval '1' second from"
                + " consent_event where sms_status = 'DISABLED') where channel = 'SMS' and"
                + " status = 'FAILED' and error_code = 21610",
            "update attempt set attempted_at = ended_at where error_code = 21610",
            "O2 message \\d+: a text to \\+1312555\\d{4} began at .* DISABLED; expected none"),
        new Damage(
            "a text after a plain no took hold",
            "update attempt set attempted_at = (select max(recorded_at) + interval '1' second from"
                + " hold_fact) where channel = 'SMS' and destination in (select number from"
                + " hold_fact)",
            "update attempt set attempted_at = ended_at where destination in (select number from"
                + " hold_fact)",
            "L3 message \\d+: a text to \\+1312555\\d{4} began at .*, while the hold of reply \\d+"
                + " stood since .*; expected none"),
        new Damage(
            "a text to another phone of a person on hold",
            "update attempt set attempted_at = (select max(recorded_at) + interval '1' second from"
                + " hold_fact), destination = '+13125550199' where channel = 'SMS' and destination"
                + " in (select number from hold_fact)",
            "update attempt set attempted_at = ended_at, destination = (select max(number) from"
                + " hold_fact) where destination = '+13125550199'",
            "L3 message \\d+: a text to \\+13125550199 began at .*"),
        new Damage(
            "a phone whose hold is forgotten",
            "update phone set held = null where held is not null",
            "update phone set held = 'NO_MORE' where number in (select number from hold_fact)",
            "L3 phone \\+1312555\\d{4}: whether it is on hold is not what its facts come to"),
        new Damage(
            "a person whose hold is forgotten",
            "update person set held = null where held is not null",
            "update person set held = 'NO_MORE' where id in (select person_id from hold_fact)",
            "L3 person \\d+: whether it is on hold is not what its facts come to"),
        new Damage(
            "a hold without a reply",
            "update phone set held = 'NO_MORE' where number = HOME",
            "update phone set held = null where number = HOME",
            "L3 phone \\+1312556\\d{4}: whether it is on hold is not what its facts come to"),
        new Damage(
            "a status the ledger does not know",
            "update phone set sms_status = 'ENABLED' where number = HOME",
            "update phone set sms_status = 'DISABLED' where number = HOME",
            E1,
            L4),
        new Damage(
            "a row of a campaign that is gone",
            "update import_file set row_count = row_count + 1 where name = 'mixed.csv'",
            "update import_file set row_count = row_count - 1 where name = 'mixed.csv'",
            "E2 campaign mixed: its file has 7 rows, found 4 messages and 2 rejected rows"),
        new Damage(
            "two accepted texts of one message",
            "insert into attempt (id, message_id, run_id, channel, sender, destination, status,"
                + " gateway_id, attempted_at) select 999999, min(message_id), 1, 'SMS', 'x', 'y',"
                + " 'SENT', 'SMtwice', min(attempted_at)"
                + " from attempt where channel = 'SMS' and status in ('SENT', 'DELIVERED')",
            "delete from attempt where id = 999999",
            "O2 message \\d+: 2 texts of it were accepted, expected at most one"),
        new Damage(
            "a message that is to go once more",
            "update message set status = 'READY' where id = (select min(message_id) from attempt"
                + " where channel = 'SMS' and status in ('SENT', 'DELIVERED'))",
            "update message set status = 'SENT' where status = 'READY'",
            "E2 message \\d+: it is READY, found 1 accepted texts, expected 0"),
        new Damage(
            "a message left half sent",
            "insert into intent (message_id, attempt_id, run_id, sender, destination, body,"
                + " started_at, gateway_started_at) select min(id), 888888, 77, 'x', 'y', 'z',"
                + " queued_at, queued_at from message where status = 'FAILED' or id = 1"
                + " group by queued_at fetch first 1 rows only",
            "delete from intent",
            "R6 message \\d+: it is still SENDING and run 77 is over.*"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"damages", "org.heed.audit.WhoSaidNoDamages#all"})
  void E2_each_violation_is_told_with_its_id(Damage damage) {
    assertThat(lines()).isEmpty();
    try {
      run(damage.damage());
      List<String> lines = lines();
      assertThat(lines).hasSameSizeAs(damage.violations());
      for (int i = 0; i < lines.size(); i++) {
        assertThat(lines.get(i)).matches(damage.violations().get(i));
      }
    } finally {
      run(damage.mending());
    }
  }

  private static void run(String statements) {
    for (String one : statements.split(";", -1)) {
      town.heed.jdbc.update(
          one.replace("HOME", "'" + off.home() + "'")
              .replace("MOBILE", "'" + off.mobile() + "'")
              .replace("PLAIN", "'" + plain.mobile() + "'"));
    }
  }

  @Test
  void O2_the_time_of_the_call_is_kept_beside_that_of_the_claim() {
    assertThat(
            town.heed.jdbc.queryForList(
                "select status from attempt where channel = 'SMS' and gateway_id is not null"
                    + " and (called_at is null or called_at < attempted_at)"))
        .isEmpty();
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<String> looked = town.heed.bean(Audit.class).run(violation -> lines.add(violation.line()));
    // That a fact was touched at all is ChainTest's.
    lines.removeIf(line -> line.startsWith("E6 "));
    assertThat(looked)
        .hasSize(11)
        .allMatch(words -> words.matches("[1-9].*|0 texts sent while a basis was required"));
    return lines;
  }
}
