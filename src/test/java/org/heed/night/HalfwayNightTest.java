package org.heed.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.heed.Ran;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.audit.Audit;
import org.heed.audit.Violation;
import org.heed.gateway.Middleman;
import org.heed.gateway.RawServer;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever state the tables are in, a night ends as nights end, and the next one is clean. */
@NullUnmarked
class HalfwayNightTest {
  /** What the queue says, what was tried, and what was being sent. */
  private record Half(String status, String channel, String attempt, String intent) {
    boolean isPossible() {
      return !intent.equals("of its attempt") || !attempt.equals("none");
    }

    /** Nobody can tell whether it left. */
    boolean isInFlight() {
      return attemptStatus().equals("IN_DOUBT")
          || attemptStatus().equals("SENDING")
          || (!intent.equals("none")
              && !(intent.equals("of its attempt")
                  && List.of("RELEASED", "FAILED").contains(attemptStatus())));
    }

    String attemptStatus() {
      return attempt.substring(attempt.indexOf(' ') + 1);
    }

    String attemptChannel() {
      return attempt.substring(0, attempt.indexOf(' '));
    }
  }

  private static final List<String> STATUSES =
      List.of("READY", "HELD", "IN_DOUBT", "SENT", "UNKNOWN", "FAILED");
  private static final List<String> ATTEMPTS =
      List.of(
          "none",
          "SMS IN_DOUBT",
          "SMS SENDING",
          "SMS SENT",
          "SMS UNKNOWN",
          "SMS RELEASED",
          "SMS FAILED",
          "EMAIL READY");
  private static final List<String> INTENTS =
      List.of("none", "new", "of its attempt", "of another's attempt");
  private static final List<Half> ALL = all();
  private static final long OTHER = 5_000_000;

  /** What a death, an old version or a person at the database can leave beside the queue. */
  private static final List<String> LEFT =
      List.of(
          "insert into run (job, kind, started_at) values ('nightly', 'nightly', timestamp"
              + " '2026-11-22 18:00:00+00:00')",
          batch(901, "STARTED"),
          batch(902, "UNKNOWN"),
          batch(903, "STOPPING"),
          batch(904, "STARTING"),
          "update campaign set accepted_at = null, outcomes_at = null",
          "update campaign set accepted_at = timestamp '2026-11-23 18:00:00+00:00'",
          "update import_file set state = 'LOADING'",
          "update import_file set state = 'DONE'",
          "insert into notice (recipient, subject, body, created_at) values ('a@example.edu', 's',"
              + " 'b', timestamp '2026-11-22 18:00:00+00:00')",
          "delete from gateway_position",
          "delete from id_block",
          "update id_block set next_id = 1",
          "delete from pair",
          "update pair set first_text_at = null",
          "insert into pause (sender, texts, opt_outs, run_id, paused_at) values ('+12025550101',"
              + " 100, 9, 1, timestamp '2026-11-22 18:00:00+00:00')",
          "update message set destination = null where status = 'READY'",
          "update message set held_until = timestamp '2026-11-22 18:00:00+00:00'"
              + " where status = 'HELD'",
          "delete from shedlock");

  @TempDir Path home;
  private final TestClock clock = new TestClock(TestHeed.NOON);
  private SandboxGateway sandbox;
  private Middleman gateway;
  private TestHeed heed;

  @AfterEach
  void end() {
    heed.close();
    gateway.close();
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource
  void no_state_of_the_tables_makes_every_later_night_fail(TestDatabase database) {
    sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
    gateway = new Middleman(sandbox.baseUrl());
    heed =
        TestHeed.start(
            database.url(home),
            home,
            clock,
            "--heed.twilio.base-url=" + gateway.baseUrl(),
            "--heed.delivery.pause-at-opt-outs=off");
    heed.drop("c.csv", rows().toArray(String[]::new));
    assertThat(heed.run("import").done()).isTrue();
    List<Long> ids = heed.jdbc.queryForList("select id from message order by id", Long.class);
    other(ids.get(ALL.size()));
    for (int i = 0; i < ALL.size(); i++) {
      plant(ALL.get(i), ids.get(i), "No " + i);
    }
    Set<String> planted = violations();
    nights("the queue", planted);
    Set<String> inFlight = new HashSet<>();
    for (int i = 0; i < ALL.size(); i++) {
      if (ALL.get(i).isInFlight()) {
        inFlight.add("No " + i);
      }
    }
    assertThat(bodies()).as("sent unseen").doesNotContainAnyElementsOf(inFlight);
    // A night reads these alike on both: each database has every other one.
    for (int i = database == TestDatabase.HSQLDB ? 0 : 1; i < LEFT.size(); i += 2) {
      String left = LEFT.get(i);
      for (String statement : left.split(";", -1)) {
        heed.jdbc.update(statement);
      }
      planted.addAll(violations());
      nights(left, planted);
    }
    assertThat(heed.count("intent")).isZero();
  }

  private void nights(String what, Set<String> planted) {
    Ran first = heed.run("nightly");
    assertThat(first.done() || first.problem() != null).as(what).isTrue();
    Ran second = heed.run("nightly");
    assertThat(second.problem()).as(what).isNull();
    assertThat(bodies()).as(what).doesNotHaveDuplicates();
    assertThat(violations()).as(what).isSubsetOf(planted);
  }

  private void plant(Half half, long message, String body) {
    OffsetDateTime at = clock.instant().minusSeconds(60).atOffset(ZoneOffset.UTC);
    String phone = phone(message);
    String to = "EMAIL".equals(half.channel()) ? "x@example.edu" : phone;
    heed.jdbc.update(
        "update message set status = ?, channel = ?, destination = ? where id = ?",
        half.status(),
        half.channel(),
        half.channel() == null ? null : to,
        message);
    long attempt = 10 * message;
    if (!half.attempt().equals("none")) {
      heed.jdbc.update(
          "insert into attempt (id, message_id, run_id, channel, sender, destination, body, status,"
              + " attempted_at, gateway_at) values (?, ?, 1, ?, ?, ?, ?, ?, ?, ?)",
          attempt,
          message,
          half.attemptChannel(),
          TestHeed.ADVISING,
          half.attemptChannel().equals("SMS") ? phone : "x@example.edu",
          body,
          half.attemptStatus(),
          at,
          at);
    }
    if (!half.intent().equals("none")) {
      heed.jdbc.update(
          "insert into intent (message_id, attempt_id, run_id, sender, destination, body,"
              + " started_at, gateway_started_at) values (?, ?, 1, ?, ?, ?, ?, ?)",
          message,
          half.intent().equals("new")
              ? attempt + 1
              : half.intent().equals("of its attempt") ? attempt : OTHER,
          TestHeed.ADVISING,
          phone,
          body,
          at,
          at);
    }
  }

  /** One more message, whose attempt's number others have, too. */
  private void other(long message) {
    heed.jdbc.update("update message set status = 'FAILED', error = 'x' where id = ?", message);
    heed.jdbc.update(
        "insert into attempt (id, message_id, run_id, channel, status) values (?, ?, 1, 'SMS',"
            + " 'FAILED')",
        OTHER,
        message);
  }

  private String phone(long message) {
    return heed.jdbc.queryForObject(
        "select named_number from message where id = ?", String.class, message);
  }

  private List<String> bodies() {
    return gateway.posts().stream()
        .map(RawServer.Request::form)
        .map(form -> form.get("Body").lines().findFirst().orElseThrow())
        .toList();
  }

  private Set<String> violations() {
    Set<String> found = new HashSet<>();
    heed.bean(Audit.class).run(violation -> found.add(key(violation)));
    return found;
  }

  private static String key(Violation violation) {
    return violation.subject();
  }

  private static Stream<String> rows() {
    List<String> rows = new ArrayList<>(List.of("phone,email,from,message"));
    for (int i = 0; i <= ALL.size(); i++) {
      rows.add("+1312555%04d,p%d@example.edu,Advising,No %d".formatted(i, i, i));
    }
    return rows.stream();
  }

  private static List<Half> all() {
    List<Half> all = new ArrayList<>();
    for (String status : STATUSES) {
      for (String channel : new String[] {null, "SMS", "EMAIL"}) {
        for (String attempt : ATTEMPTS) {
          for (String intent : INTENTS) {
            all.add(new Half(status, channel, attempt, intent));
          }
        }
      }
    }
    return all.stream().filter(Half::isPossible).toList();
  }

  private static String batch(int id, String status) {
    return "insert into batch_job_instance (job_instance_id, version, job_name, job_key) values ("
        + (id + ", 0, 'nightly', 'k" + id + "')")
        + ";insert into batch_job_execution (job_execution_id, version, job_instance_id,"
        + " create_time, start_time, status, exit_code, exit_message, last_updated) values ("
        + (id + ", 0, " + id)
        + ", timestamp '2026-11-22 18:00:00', timestamp '2026-11-22 18:00:00', '"
        + (status + "', 'UNKNOWN', '', timestamp '2026-11-22 18:00:00')");
  }
}
