package org.heed.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.address.Sha256;
import org.heed.consent.Refusal;
import org.heed.consent.ReviewDecisions;
import org.heed.consent.ReviewList;
import org.heed.evidence.EvidenceFiles;
import org.heed.evidence.Verification;
import org.heed.pause.Cancellations;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The chain over what was said and decided: nobody touches it unseen (E6). */
@NullUnmarked
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainTest {
  @TempDir static Path home;
  private static Town town;
  private static JdbcTemplate jdbc;
  private static Chain chain;

  @Parameter TestDatabase database;

  @BeforeParameterizedClassInvocation
  static void history(TestDatabase database) {
    close();
    town = new Town(database, home.resolve(database.name()));
    jdbc = town.heed.jdbc;
    chain = town.heed.bean(Chain.class);
    Person off = town.texted("Advising");
    Person held = town.texted("Bursar");
    Person again = town.texted("Bursar");
    Person calm = town.texted("Bursar");
    town.reply(off.mobile(), ADVISING, "STOP");
    town.reply(held.mobile(), BURSAR, "please stop texting me");
    town.reply(again.mobile(), BURSAR, "STOP");
    town.night();
    town.clock.advance(Duration.ofMinutes(5));
    town.reply(again.mobile(), BURSAR, "START");
    town.night();
    ReviewDecisions decisions = town.heed.bean(ReviewDecisions.class);
    decisions.dismiss(review("please"), "Pat Park", "was a joke");
    ReviewList.Reply alike =
        new ReviewList.Reply(
            "SMlike", calm.mobile(), BURSAR, "stop it", town.now(), Refusal.LOOKS_LIKE, null);
    town.heed
        .bean(TransactionTemplate.class)
        .executeWithoutResult(status -> town.heed.bean(ReviewList.class).add(List.of(alike)));
    decisions.dismiss(review("stop it"), "Kim Katz", "meant the rain");
    jdbc.update(
        "insert into decision (message_id, attempt_id, verdict, staff, reason, decided_at) select"
            + " message_id, id, 'sent', 'Pat Park', 'he showed it', ended_at from attempt where id"
            + " = (select min(id) from attempt)");
    jdbc.update(
        "insert into pause (sender, texts, opt_outs, run_id, paused_at) select '"
            + BURSAR
            + "', 100, 7, 1, max(recorded_at) from consent_event");
    jdbc.update(
        "insert into resumption (pause_id, counted_after, staff, reason, resumed_at) select id, 0,"
            + " 'Pat Park', 'wording mended', paused_at from pause");
    String campaign =
        jdbc.queryForObject(
            "select name from campaign order by id fetch first 1 rows only", String.class);
    town.heed.bean(Cancellations.class).cancel(campaign, "Pat Park", "wrong day");
  }

  private static long review(String body) {
    return jdbc.queryForObject("select id from review where body like ?", Long.class, body + "%");
  }

  @AfterAll
  static void close() {
    if (town != null) {
      town.close();
      town = null;
    }
  }

  @BeforeEach
  void seal() {
    assertThat(chain.seal()).isTrue();
  }

  @Test
  void E6_each_kind_of_fact_is_sealed_once_and_holds() {
    assertThat(jdbc.queryForList("select distinct kind from chain_link", String.class))
        .containsExactlyInAnyOrderElementsOf(Stream.of(Kind.values()).map(Kind::name).toList());
    for (String table :
        List.of("consent_event", "hold_fact", "decision", "pause", "resumption", "cancellation")) {
      assertThat(town.heed.count(table)).as(table).isPositive();
    }
    assertThat(town.heed.count("chain_link"))
        .isEqualTo(
            Stream.of(
                    "consent_event",
                    "hold_fact",
                    "decision",
                    "pause",
                    "resumption",
                    "cancellation",
                    "review where hold_state is null and dismissed_at is not null")
                .mapToInt(town.heed::count)
                .sum());
    assertThat(breaks("")).isEmpty();
    assertThat(chain.state().open()).isZero();
  }

  /** What is done to the database, and the breaks that have to be told. */
  record Tampering(String what, String sql, List<String> breaks) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Tampering t(String what, String sql, String... breaks) {
    return new Tampering(what, sql, List.of(breaks));
  }

  private static Tampering changed(String kind, String table, String key, String change) {
    return t(
        kind + " " + change,
        "update "
            + table
            + " set "
            + change
            + " where "
            + key
            + " = (select max("
            + key
            + ") from "
            + table
            + (kind.equals("review") ? " where hold_state is null" : "")
            + ")",
        kind + " \\d+: it is not what was sealed at position \\d+");
  }

  private static Tampering consent(String change) {
    return changed("consent event", "consent_event", "id", change);
  }

  static Stream<Tampering> tamperings() {
    String first = "(select min(id) from consent_event)";
    String gone = " \\d+: it was sealed at position \\d+ and is no longer there";
    String link = ": its link is not what its predecessor, its place and its fact come to";
    return Stream.of(
        consent("number = (select max(number) from phone where number <> consent_event.number)"),
        consent("person_id = coalesce(person_id, 0) + 1"),
        consent("sms_status = case sms_status when 'ENABLED' then 'DISABLED' else 'ENABLED' end"),
        consent("occurred_at = occurred_at + interval '1' second"),
        consent("list_order = coalesce(list_order, 0) + 1"),
        consent("here_at = recorded_at"),
        consent("override_of_said = true"),
        consent("learned_from = 'IMPORT', recorded_at = recorded_at - interval '1' second"),
        consent("sender = '+12025550109'"),
        consent("said_from = '+13125550000'"),
        consent("error_code = 30003"),
        consent("error = 'x'"),
        consent("evidence = evidence || ' '"),
        consent("reason = 'x'"),
        consent("basis = 'a form'"),
        consent("basis_source = 'the web'"),
        consent("wording_hash = 'x'"),
        consent("captured_at = recorded_at - interval '9' day"),
        consent("captured_by = 'Pat'"),
        t(
            "a wording",
            "insert into wording (hash, body) values ('"
                + Sha256.hex("I agree.")
                + "', 'I agree!')",
            "wording [0-9a-f]{64}: its words are not those of this hash"),
        changed("hold", "hold_fact", "id", "body = 'Please stop texting me'"),
        changed("hold", "hold_fact", "id", "staff = 'Pat Parks'"),
        changed("hold", "hold_fact", "id", "said_at = said_at - interval '1' second"),
        changed("hold", "hold_fact", "id", "fact = 'CONFIRMED'"),
        changed("review", "review", "id", "reason = 'meant the train'"),
        changed("review", "review", "id", "body = 'stop'"),
        changed("decision", "decision", "id", "verdict = 'resend'"),
        changed("decision", "decision", "id", "staff = 'pat park'"),
        changed("pause", "pause", "id", "opt_outs = opt_outs - 1"),
        changed("resumption", "resumption", "pause_id", "reason = ''"),
        changed("cancellation", "cancellation", "campaign_id", "staff = 'Kim Katz'"),
        t(
            "an event is taken out",
            "delete from consent_event where id = " + first,
            "consent event" + gone),
        t(
            "a hold is taken out",
            "delete from hold_fact where id = (select min(id) from hold_fact)",
            "hold" + gone),
        t(
            "a dismissal is undone",
            "update review set dismissed_at = null where hold_state is null",
            "review" + gone),
        t("a cancellation is taken out", "delete from cancellation", "cancellation" + gone),
        t(
            "two events are exchanged",
            "update consent_event set id = -1 where id = 1;update consent_event set id = 1 where id"
                + " = 2;update consent_event set id = 2 where id = -1",
            "consent event 1: it is not what was sealed at position \\d+",
            "consent event 2: it is not what was sealed at position \\d+"),
        t(
            "an event is dated back and sealed",
            "insert into consent_event (number, sms_status, occurred_at, recorded_at, learned_from,"
                + " evidence) select number, sms_status, occurred_at, recorded_at - interval '2'"
                + " day, learned_from, evidence from consent_event where id = 1;SEAL",
            "consent event \\d+: it says that it was recorded at .*, after what was recorded at"
                + " .*"),
        t(
            "an event is put among those sealed long ago",
            "update chain_mark set fact_id = 900000 where kind = 'CONSENT';insert into"
                + " consent_event (id, number, sms_status, occurred_at, recorded_at, learned_from,"
                + " evidence) select 8000, number, sms_status, occurred_at, recorded_at,"
                + " learned_from, evidence from consent_event where id = 1",
            "consent event 8000: it was never sealed, and later ones were long ago"),
        t(
            "a link",
            "update chain_link set link = fact_hash where position = 3",
            "position 3" + link,
            "position 4" + link),
        t(
            "a fact's hash",
            "update chain_link set fact_hash = link where position = 3",
            "position 3" + link,
            ".*: it is not what was sealed at position 3"),
        t(
            "a link's kind",
            "update chain_link set kind = 'PAUSE', fact_id = 77 where position = 3",
            "position 3" + link,
            "pause 77: it was sealed at position 3 and is no longer there"),
        t(
            "a link's fact",
            "update chain_link set fact_id = 770 where position = 3",
            ".* 770: it was sealed at position 3 and is no longer there"),
        t(
            "a link is taken out",
            "delete from chain_link where position = 3",
            "position 4: it follows on position 2, expected 3"),
        t(
            "the first link is taken out",
            "delete from chain_link where position = 1",
            "position 2: it follows on position 0, expected 1"),
        t(
            "two links are exchanged",
            "update chain_link set position = -1 where position = 3;update chain_link set position"
                + " = 3 where position = 4;update chain_link set position = 4 where position = -1",
            "position 3" + link,
            "position 4" + link,
            "position 5" + link),
        t(
            "a link is put in between",
            "update chain_link set position = position + 1000 where position >= 3;update chain_link"
                + " set position = position - 999 where position > 1000;insert into chain_link"
                + " values (3, 'PAUSE', 77, '"
                + "a".repeat(64)
                + "', '"
                + "b".repeat(64)
                + "')",
            "position 3" + link,
            "position 4" + link,
            "(?s).*"),
        t(
            "the end is cut off",
            "delete from chain_link where position = (select position from chain_head)",
            "position \\d+: the chain ends there, expected its end at position \\d+:[0-9a-f]{64}"),
        t(
            "the head",
            "update chain_head set link = '" + "c".repeat(64) + "'",
            "position \\d+: the chain ends there, expected its end at position \\d+:c{64}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tamperings")
  void E6_each_tampering_with_the_database_is_found(Tampering tampering) {
    List<String> found = breaks(tampering.sql());
    assertThat(found).as("found").hasSizeGreaterThanOrEqualTo(tampering.breaks().size());
    for (int i = 0; i < tampering.breaks().size(); i++) {
      assertThat(found.get(i)).matches(tampering.breaks().get(i));
    }
    assertThat(breaks("")).as("nothing of it stayed").isEmpty();
  }

  @Test
  void E6_the_seal_of_a_mail_finds_a_chain_that_was_made_anew_or_cut_off() {
    Head mailed = chain.state().head();
    assertThat(chain.check(mailed)).isEmpty();
    assertThat(chain.check(Head.read(mailed.brief()).orElseThrow())).isEmpty();
    assertThat(chain.check(Link.BEGINNING)).isEmpty();
    String anew =
        "delete from chain_link;update chain_head set position = 0, link = '"
            + "0".repeat(64)
            + "';update chain_mark set fact_id = 0;";
    String cut = "delete from consent_event where id = (select max(id) from consent_event);";
    assertThat(headBreak(cut + anew + "SEAL", mailed))
        .matches(
            "position \\d+: it was there when that was noted, and the chain ends at position \\d+");
    assertThat(
            headBreak(
                "update consent_event set reason = 'x' where id = 1;" + anew + "SEAL", mailed))
        .matches("position \\d+: it was [0-9a-f]{64} when that was noted, and is [0-9a-f]{64}");
  }

  @Test
  void E6_a_fact_is_written_down_in_one_way_on_both_databases() {
    Fact fact = chain.fact(Kind.PAUSE, 1).orElseThrow();
    assertThat(fact.text())
        .isEqualTo(
            """
            heed fact 1
            kind 5:PAUSE
            id 1:1
            sender 12:+12025550101
            texts 3:100
            opt_outs 1:7
            run_id 1:1
            paused_at %d:%s
            """
                .formatted(fact.at().toString().length(), fact.at()));
    Fact hold = chain.fact(Kind.HOLD, 1).orElseThrow();
    assertThat(Fact.read(hold.text())).isEqualTo(hold);
    Fact odd = new Fact(Kind.HOLD, new java.util.LinkedHashMap<>(hold.values()));
    odd.values().put("body", "no\nstaff 3:Eve\n退订 é");
    assertThat(Fact.read(odd.text())).isEqualTo(odd);
  }

  @Test
  void E6_several_who_write_and_seal_at_once_make_one_chain() throws Exception {
    List<Callable<Object>> work = new ArrayList<>();
    IntStream.range(0, 4).forEach(n -> work.add(() -> write(n)));
    IntStream.range(0, 3)
        .forEach(
            n ->
                work.add(
                    () -> {
                      for (int i = 0; i < 20; i++) {
                        chain.seal();
                      }
                      return null;
                    }));
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      for (Future<Object> one : threads.invokeAll(work)) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(chain.seal()).isTrue();
    assertThat(breaks("")).isEmpty();
    assertThat(chain.state().open()).isZero();
    assertThat(town.heed.count("decision where staff = 'many'")).isEqualTo(100);
  }

  private static Object write(int n) {
    for (int i = 0; i < 25; i++) {
      decide("many");
    }
    return n;
  }

  private static final String DECIDE =
      "insert into decision (message_id, attempt_id, verdict, staff, reason, decided_at) select"
          + " message_id, attempt_id, verdict, '%s', reason, decided_at from decision where id = 1";

  private static void decide(String staff) {
    jdbc.update(DECIDE.formatted(staff));
  }

  @Test
  void E6_what_is_committed_after_later_ones_were_sealed_is_sealed_too() throws Exception {
    try (Connection slow = town.heed.bean(DataSource.class).getConnection();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.executeUpdate(DECIDE.formatted("slow"));
      decide("quick");
      chain.seal();
      assertThat(sealed("quick")).isEqualTo(1);
      assertThat(sealed("slow")).isZero();
      slow.commit();
      slow.setAutoCommit(true);
    }
    chain.seal();
    assertThat(sealed("slow")).isEqualTo(1);
    assertThat(
            jdbc.queryForObject("select max(id) from decision where staff = 'quick'", Long.class))
        .as("a higher id was sealed first")
        .isGreaterThan(
            jdbc.queryForObject("select max(id) from decision where staff = 'slow'", Long.class));
    assertThat(breaks("")).isEmpty();
  }

  private static int sealed(String staff) {
    return town.heed.count(
        "chain_link where kind = 'DECISION' and fact_id in (select id from decision where staff = '"
            + staff
            + "')");
  }

  @Test
  void E6_a_chain_that_cannot_be_written_stops_nothing_and_is_caught_up() {
    Person person = town.texted("Advising");
    town.reply(person.mobile(), ADVISING, "STOP");
    jdbc.execute("alter table chain_link rename to chain_away");
    try {
      var result = town.night();
      assertThat(result.problem()).isNull();
      assertThat(result.lines()).anyMatch(line -> line.contains("not sealed yet"));
      assertThat(town.heed.smsStatus(person.mobile())).isEqualTo("DISABLED");
    } finally {
      jdbc.execute("alter table chain_away rename to chain_link");
    }
    assertThat(chain.state().open()).isPositive();
    town.night();
    assertThat(chain.state().open()).isZero();
    assertThat(breaks("")).isEmpty();
  }

  @Test
  void E5_evidence_is_written_from_either_database_and_holds() {
    String id =
        jdbc.queryForObject(
            "select min(p.student_id) from person p join consent_event e on e.person_id = p.id",
            String.class);
    Path file = home.resolve(database + ".zip");
    String head = town.heed.bean(EvidenceFiles.class).write(id, null, "heed", file);
    assertThat(Verification.of(file, List.of(Head.read(head).orElseThrow())).broken()).isEmpty();
  }

  /** What is found while something is done that does not stay. */
  private static List<String> breaks(String sql) {
    List<String> found = new ArrayList<>();
    meanwhile(sql, () -> chain.check(one -> found.add(one.subject() + ": " + one.found())));
    return found;
  }

  private static String headBreak(String sql, Head head) {
    List<String> found = new ArrayList<>();
    meanwhile(
        sql,
        () -> chain.check(head).ifPresent(one -> found.add(one.subject() + ": " + one.found())));
    return found.isEmpty() ? null : found.get(0);
  }

  private static void meanwhile(String sql, Runnable look) {
    town.heed
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            status -> {
              status.setRollbackOnly();
              for (String one : sql.split(";", -1)) {
                if (one.equals("SEAL")) {
                  new Sealer(jdbc, Runnable::run).seal();
                } else if (!one.isEmpty()) {
                  assertThat(jdbc.update(one)).as(one).isPositive();
                }
              }
              look.run();
            });
  }
}
