package org.heed.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;
import static org.heed.gateway.RawServer.answer;
import static org.heed.gateway.RawServer.json;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.TestHeed;
import org.heed.gateway.RawServer;
import org.heed.gateway.RawServer.Script;
import org.heed.gateway.ShortCalls;
import org.heed.job.JobResult;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a night makes of every fault of the gateway, counted at the gateway: one request an intent,
 * nothing lost, and never an email instead (R6).
 */
@NullUnmarked
class FaultNightTest {
  private static final String HTML = "<html><body>Bad gateway</body></html>";
  private static final String LOG = "{\"messages\": [], \"next_page_uri\": null}";
  private static final AtomicInteger SIDS = new AtomicInteger();
  private static final String RETRY_1S = "Retry-After: 1";
  private static final String QUEUED = "; 1 text stays queued, nothing is lost";

  @TempDir static Path home;
  private static final SwitchedGateway gateway = new SwitchedGateway();
  private static TestHeed heed;
  private static int files;

  private final List<Long> asked = Collections.synchronizedList(new ArrayList<>());
  private RawServer server;

  /**
   * A fault of the gateway, met by one text.
   *
   * @param nth the answer to the nth request
   * @param requests how many are made
   * @param message what becomes of the message
   * @param words of the problem; null: the run did its work
   */
  record Row(String what, IntFunction<Script> nth, int requests, String message, String words) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> answers() {
    return Stream.of(
        row("429 then taken", n -> n == 1 ? json(429, error(20429)) : ok(), 2, "SENT SMS", null),
        row(
            "429 for ever",
            n -> json(429, error(20429)),
            3,
            "READY SMS",
            "the gateway did not take a text in 3 tries (code 20429: Too many requests at once)"
                + QUEUED),
        row(
            "a wait too long",
            n -> json(429, error(20429), "Retry-After: 3600"),
            1,
            "READY SMS",
            "the gateway asks to wait for 60 minutes (code 20429: Too many requests at once)"
                + QUEUED),
        doubt("500", json(500, error(20500))),
        doubt("502", answer(502, "text/html", HTML)),
        doubt("503", json(503, error(20503))),
        doubt("504", json(504, "{}")),
        doubt("silence", (request, socket) -> socket.getInputStream().read()),
        doubt("a drip", ShortCalls.drip()),
        doubt("a reset", (request, socket) -> RawServer.reset(socket)),
        doubt("HTML for JSON", answer(201, "text/html", HTML)),
        doubt("half a JSON", json(201, "{\"sid\": \"SM0123")),
        doubt("a type of its own", answer(201, "image/png", "\u0089PNG")),
        fault("401", json(401, error(20003)), "the gateway refuses the account (code 20003: "),
        fault("403", json(403, error(20403)), "the gateway refuses the account (code 20403: "),
        fault(
            "suspended",
            json(400, error(30002)),
            "the gateway refuses the account (code 30002: The account is suspended)"),
        fault(
            "unregistered",
            json(400, error(30034)),
            "the gateway refuses the sender Advising (code 30034: The sender is not registered)"),
        fault(
            "foreign sender",
            json(400, error(21606)),
            "the gateway refuses the sender Advising (code 21606: "),
        row("an unknown code", n -> json(400, error(29999)), 1, "SENT EMAIL", null));
  }

  @BeforeAll
  static void start() {
    heed =
        TestHeed.start(
            TestDatabase.HSQLDB,
            home,
            target -> target.registerBean(org.heed.gateway.Gateway.class, () -> gateway),
            "--heed.delivery.max-attempts=3",
            "--heed.delivery.concurrency=8");
    heed.drop(
        "people.csv",
        Stream.concat(
                Stream.of("student_id,email,mobile_phone"),
                IntStream.range(1000, 1200)
                    .mapToObj(n -> "S%d,s%d@x.edu,312555%d".formatted(n, n, n)))
            .toArray(String[]::new));
    assertThat(heed.run("import").problem()).isNull();
  }

  @AfterAll
  static void stop() {
    heed.close();
  }

  @BeforeEach
  void nothingIsQueued() {
    for (String table : List.of("attempt", "intent", "message")) {
      heed.jdbc.update("delete from " + table);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void R6_a_fault_of_the_gateway_comes_to_its_defined_end(Row row) {
    queue("Advising", 1);
    int mails = heed.mails().size();
    JobResult night = night(row.nth());
    assertThat(server.posts()).hasSize(row.requests());
    assertThat(messages()).containsExactly(row.message());
    assertThat(heed.count("attempt where channel = 'SMS'")).isEqualTo(row.requests());
    if (row.words() == null) {
      assertThat(night.problem()).isNull();
    } else {
      assertThat(night.problem()).startsWith(row.words()).endsWith(", nothing is lost");
    }
    assertThat(heed.mails()).hasSize(mails + (row.message().endsWith("EMAIL") ? 1 : 0));

    // The next night sends what is queued, and nothing that is in doubt.
    night(n -> ok());
    boolean queued = row.message().startsWith("READY");
    assertThat(server.posts()).hasSize(queued ? 1 : 0);
    assertThat(messages()).containsExactly(queued ? "SENT SMS" : row.message());
  }

  static Stream<String> noConnection() {
    return Stream.of("nobody listens", "no TLS");
  }

  @ParameterizedTest
  @MethodSource("noConnection")
  void R6_without_a_connection_texts_stay_queued(String how) {
    queue("Advising", 3);
    try (RawServer plain = new RawServer((request, socket) -> socket.close())) {
      URI url =
          how.equals("no TLS")
              ? URI.create(plain.baseUrl().toString().replace("http:", "https:"))
              : ShortCalls.nowhere();
      JobResult night = night(n -> ok(), url);
      assertThat(night.problem())
          .startsWith("the gateway cannot be reached (no connection to the gateway (")
          .endsWith("; 3 texts stay queued, nothing is lost");
      assertThat(plain.requests()).isEmpty();
    }
    assertThat(messages()).containsOnly("READY SMS").hasSize(3);
    night(n -> ok());
    assertThat(server.posts()).hasSize(3);
  }

  @Test
  void R6_a_reset_before_the_request_was_read_is_in_doubt() {
    queue("Advising", 1);
    try (RawServer resetting = ShortCalls.resetting()) {
      assertThat(night(n -> ok(), resetting.baseUrl()).problem()).isNull();
    }
    assertThat(messages()).containsExactly("IN_DOUBT SMS");
  }

  @Test
  void R6_a_refused_sender_leaves_the_others_alone() {
    queue("Advising", 30);
    queue("Bursar", 30);
    JobResult night =
        night(
            (request, socket) ->
                (request.form().get("From").equals(ADVISING) ? json(400, error(30034)) : ok())
                    .answer(request, socket));
    assertThat(night.problem())
        .isEqualTo(
            "the gateway refuses the sender Advising (code 30034: The sender is not registered);"
                + " 30 texts stay queued, nothing is lost");
    assertThat(posts(BURSAR)).isEqualTo(30);
    assertThat(posts(ADVISING)).isBetween(1, 16);
    assertThat(messages()).filteredOn("SENT SMS"::equals).hasSize(30);
  }

  @Test
  void R6_a_refused_account_is_asked_no_more() {
    queue("Advising", 100);
    JobResult night = night(n -> json(401, error(20003)));
    assertThat(server.posts()).hasSizeLessThanOrEqualTo(8);
    assertThat(night.problem()).endsWith("; 100 texts stay queued, nothing is lost");
    assertThat(messages()).containsOnly("READY SMS").hasSize(100);
  }

  @Test
  void R6_the_circuit_ends_a_run_that_gets_no_readable_answers() {
    queue("Advising", 200);
    JobResult night = night(n -> answer(502, "text/html", HTML));
    int sent = server.posts().size();
    assertThat(sent).isBetween(20, 60);
    assertThat(night.problem())
        .isEqualTo(
            "the gateway gave no readable answer to nearly all of 20 texts (code 502: the gateway"
                + " answered HTTP 502 and nothing readable); no more are sent; %d texts stay queued, %d texts are in doubt until a later run, nothing is lost"
                    .formatted(200 - sent, sent));
    assertThat(messages()).filteredOn("IN_DOUBT SMS"::equals).hasSize(sent);
    assertThat(messages()).filteredOn("READY SMS"::equals).hasSize(200 - sent);
  }

  @Test
  void R6_no_request_leaves_before_the_time_the_gateway_asked_to_wait_for() {
    queue("Advising", 40);
    AtomicInteger n = new AtomicInteger();
    List<Long> told = Collections.synchronizedList(new ArrayList<>());
    JobResult night =
        night(
            (request, socket) -> {
              asked.add(System.nanoTime());
              if (n.incrementAndGet() == 10) {
                json(429, error(20429), RETRY_1S).answer(request, socket);
                told.add(System.nanoTime());
              } else {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                ok().answer(request, socket);
              }
            });
    assertThat(night.problem()).isNull();
    assertThat(server.posts()).hasSize(41);
    long until = told.get(0) + Duration.ofSeconds(1).toNanos();
    long reading = told.get(0) + Duration.ofMillis(100).toNanos();
    // Eight may have been on their way when it was said.
    assertThat(asked).filteredOn(at -> at < until).hasSizeLessThanOrEqualTo(10 + 8);
    assertThat(asked).noneMatch(at -> at > reading && at < until);
  }

  @Test
  void R6_fewer_texts_are_in_flight_after_a_429_and_then_more_again() {
    queue("Advising", 160);
    AtomicInteger open = new AtomicInteger();
    AtomicInteger n = new AtomicInteger();
    List<Integer> flights = Collections.synchronizedList(new ArrayList<>());
    JobResult night =
        night(
            (request, socket) -> {
              int nth = n.incrementAndGet();
              flights.add(open.incrementAndGet());
              LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
              open.decrementAndGet();
              (nth == 40 ? json(429, error(20429)) : ok()).answer(request, socket);
            });
    assertThat(night.problem()).isNull();
    assertThat(most(flights, 0, 40)).isEqualTo(8);
    // Sixteen were claimed when it was said.
    assertThat(most(flights, 56, 72)).isLessThan(8);
    assertThat(most(flights, 130, 161)).isEqualTo(8);
  }

  private static int most(List<Integer> flights, int from, int to) {
    return Collections.max(flights.subList(from, to));
  }

  private int posts(String sender) {
    return (int)
        server.posts().stream().filter(post -> post.form().get("From").equals(sender)).count();
  }

  /** Queues a text for so many people. */
  private static void queue(String sender, int people) {
    int first = 1000 + (sender.equals("Bursar") ? 100 : 0);
    files++;
    List<String> lines = new ArrayList<>(List.of("student_id,from,message"));
    for (int i = 0; i < people; i++) {
      lines.add("S%d,%s,Hello %d".formatted(first + i, sender, files));
    }
    heed.drop("c" + files + ".csv", lines.toArray(String[]::new));
    assertThat(heed.run("import").summary()).containsEntry("queued", (long) people);
  }

  private JobResult night(IntFunction<Script> nth) {
    return night(nth, null);
  }

  private JobResult night(IntFunction<Script> nth, URI texts) {
    AtomicInteger n = new AtomicInteger();
    return night(
        (request, socket) -> nth.apply(n.incrementAndGet()).answer(request, socket), texts);
  }

  private JobResult night(Script post) {
    return night(post, null);
  }

  /**
   * @param texts where texts are sent; null: where the log is read
   */
  private JobResult night(Script post, URI texts) {
    Script log = json(200, LOG, "Date: Mon, 23 Nov 2026 18:00:00 GMT");
    server =
        new RawServer(
            (request, socket) ->
                (request.method().equals("POST") ? post : log).answer(request, socket));
    try {
      gateway.to(server.baseUrl(), texts == null ? server.baseUrl() : texts);
      return heed.run("nightly");
    } finally {
      gateway.close();
      server.close();
    }
  }

  private static List<String> messages() {
    return heed.jdbc.queryForList(
        "select status || ' ' || channel from message order by id", String.class);
  }

  private static Script ok() {
    return json(
        201,
        "{\"sid\": \"SM%d\", \"status\": \"queued\", \"num_segments\": \"1\"}"
            .formatted(SIDS.incrementAndGet()));
  }

  private static String error(int code) {
    return "{\"code\": %d, \"message\": \"no\", \"more_info\": \"\", \"status\": 400}"
        .formatted(code);
  }

  private static Row row(
      String what, IntFunction<Script> nth, int requests, String message, String words) {
    return new Row(what, nth, requests, message, words);
  }

  private static Row doubt(String what, Script script) {
    return new Row(what, n -> script, 1, "IN_DOUBT SMS", null);
  }

  private static Row fault(String what, Script script, String words) {
    return new Row(what, n -> script, 1, "READY SMS", words);
  }
}
