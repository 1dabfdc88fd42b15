package org.heed.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.heed.gateway.RawServer.answer;
import static org.heed.gateway.RawServer.bytes;
import static org.heed.gateway.RawServer.json;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Answer.Kind;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made of every way a request can end, on real sockets; each is asked once (R6). */
@NullUnmarked
class FaultTest {
  private static final Text TEXT =
      new Text(new PhoneNumber("+12025550100"), new PhoneNumber("+13125550110"), "Hello");
  private static final String HTML = "<html><body>Bad gateway</body></html>";
  private static final String MESSAGE =
      "{\"sid\": \"SM0123456789abcdef0123456789abcdef\", \"status\": \"%s\", \"error_code\": %s,"
          + " \"num_segments\": \"1\"}";
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);

  record Row(String what, RawServer.Script script, Kind kind, Integer code, Duration delay) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> answers() {
    return Stream.of(
        row("429", json(429, error(20429)), Kind.RETRY, 20429),
        new Row(
            "429 with seconds to wait",
            json(429, error(20429), "Retry-After: 7"),
            Kind.RETRY,
            20429,
            Duration.ofSeconds(7)),
        new Row(
            "429 with a time to wait for",
            json(
                429,
                error(20429),
                "Date: Mon, 23 Nov 2026 18:00:00 GMT",
                "Retry-After: Mon, 23 Nov 2026 18:00:09 GMT"),
            Kind.RETRY,
            20429,
            Duration.ofSeconds(9)),
        row("429 with an unreadable wait", json(429, "", "Retry-After: soon"), Kind.RETRY, 429),
        row("429 in HTML", answer(429, "text/html", HTML), Kind.RETRY, 429),
        row("500", json(500, error(20500)), Kind.IN_DOUBT, 20500),
        row("500 in HTML", answer(500, "text/html", HTML), Kind.IN_DOUBT, 500),
        row("500 with a refusal's code", json(500, error(21610)), Kind.OPTED_OUT, 21610),
        row("500 with a landline's code", json(500, error(21614)), Kind.NOT_TEXTABLE, 21614),
        row("500 with a sender's code", json(500, error(21606)), Kind.IN_DOUBT, 21606),
        row("502 in HTML", answer(502, "text/html", HTML), Kind.IN_DOUBT, 502),
        row("503", json(503, error(20503)), Kind.IN_DOUBT, 20503),
        row("503 in HTML", answer(503, "text/html", HTML), Kind.IN_DOUBT, 503),
        row("504", json(504, "{}"), Kind.IN_DOUBT, 504),
        row("504 empty", answer(504, "text/plain", ""), Kind.IN_DOUBT, 504),
        row("401", json(401, error(20003)), Kind.ACCOUNT_FAULT, 20003),
        row(
            "401 that asks for credentials",
            answer(401, "text/html", HTML, "WWW-Authenticate: Basic realm=\"x\""),
            Kind.ACCOUNT_FAULT,
            401),
        row("403", json(403, error(20403)), Kind.ACCOUNT_FAULT, 20403),
        row("403 in HTML", answer(403, "text/html", HTML), Kind.ACCOUNT_FAULT, 403),
        row("404", json(404, error(20404)), Kind.ACCOUNT_FAULT, 20404),
        row("404 in HTML", answer(404, "text/html", HTML), Kind.ACCOUNT_FAULT, 404),
        row("suspended account", json(400, error(30002)), Kind.ACCOUNT_FAULT, 30002),
        row("unregistered sender", json(400, error(30034)), Kind.SENDER_FAULT, 30034),
        row("foreign sender", json(400, error(21606)), Kind.SENDER_FAULT, 21606),
        row("21610", json(400, error(21610)), Kind.OPTED_OUT, 21610),
        row("21610 as HTML type", answer(400, "text/html", error(21610)), Kind.OPTED_OUT, 21610),
        row("not a mobile", json(400, error(21614)), Kind.NOT_TEXTABLE, 21614),
        row("no route", json(400, error(21612)), Kind.RECIPIENT, 21612),
        row("too long", json(400, error(21617)), Kind.CONTENT, 21617),
        row("queue full", json(400, error(21611)), Kind.RETRY, 21611),
        row("quiet hours", json(400, error(30610)), Kind.HOLD, 30610),
        row("400 with an unknown code", json(400, error(29999)), Kind.RECIPIENT, 29999),
        row("400 with HTTP's code", json(400, error(400)), Kind.IN_DOUBT, 400),
        row("400 without a code", json(400, "{\"message\": \"no\"}"), Kind.IN_DOUBT, 400),
        row("400 in HTML", answer(400, "text/html", HTML), Kind.IN_DOUBT, 400),
        row("400 empty", json(400, ""), Kind.IN_DOUBT, 400),
        row("400 with an array", json(400, "[1]"), Kind.IN_DOUBT, 400),
        row("408", answer(408, "text/html", HTML), Kind.IN_DOUBT, 408),
        row("201 truncated", json(201, "{\"sid\": \"SM0123"), Kind.IN_DOUBT, 201),
        row("201 in HTML", answer(201, "text/html", HTML), Kind.IN_DOUBT, 201),
        row("201 empty", json(201, ""), Kind.IN_DOUBT, 201),
        row("201 without sid", json(201, "{\"status\": \"queued\"}"), Kind.IN_DOUBT, null),
        row("201 null", json(201, "null"), Kind.IN_DOUBT, 201),
        row("201 of an endless body", json(201, " ".repeat(70_000)), Kind.IN_DOUBT, null),
        row("201 as HTML type", answer(201, "text/html", ok("queued", null)), Kind.ACCEPTED, null),
        row("201 of a new status", json(201, ok("pondering", null)), Kind.ACCEPTED, null),
        row("201 failed, opted out", json(201, ok("failed", 21610)), Kind.OPTED_OUT, 21610),
        row("201 failed, landline", json(201, ok("undelivered", 30006)), Kind.NOT_TEXTABLE, 30006),
        row("201 failed, its fault", json(201, ok("failed", 30001)), Kind.ACCEPTED, null),
        row("204", bytes("HTTP/1.1 204 Nothing\r\n\r\n"), Kind.IN_DOUBT, 204),
        row("302", json(302, "", "Location: /elsewhere"), Kind.IN_DOUBT, 302),
        row("307", json(307, "{}", "Location: /elsewhere"), Kind.IN_DOUBT, null),
        row("308 in HTML", answer(308, "text/html", HTML, "Location: /x"), Kind.IN_DOUBT, 308),
        row("not HTTP", cut("SSH-2.0-OpenSSH\r\n\r\n"), Kind.IN_DOUBT, null),
        row("reset after the request", (request, to) -> RawServer.reset(to), Kind.IN_DOUBT, null),
        row("closed after the request", (request, to) -> to.close(), Kind.IN_DOUBT, null),
        row("closed in the answer's head", cut("HTTP/1.1 201 Cre"), Kind.IN_DOUBT, 201),
        row(
            "closed in the answer's body",
            cut("HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{\"sid\": \"SM"),
            Kind.IN_DOUBT,
            null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void R6_an_answer_is_classified_and_never_asked_for_again(Row row) {
    try (RawServer server = new RawServer(row.script());
        TwilioGateway gateway = gateway(server.baseUrl(), LONG, LONG)) {
      Answer answer = gateway.send(TEXT);
      assertThat(answer.kind()).isEqualTo(row.kind());
      assertThat(answer.code()).isEqualTo(row.code());
      assertThat(answer.retryAfter()).isEqualTo(row.delay());
      assertThat(String.valueOf(answer.words())).doesNotContain("5550110").doesNotContain("Hello");
      assertThat(server.requests()).hasSize(1);
      assertThat(server.posts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("silences")
  void R6_silence_is_in_doubt_after_one_request(List<Duration> times) {
    CountDownLatch over = new CountDownLatch(1);
    try (RawServer server = new RawServer((request, socket) -> await(over));
        TwilioGateway gateway = gateway(server.baseUrl(), times.get(0), times.get(1))) {
      assertThat(gateway.send(TEXT).kind()).isEqualTo(Kind.IN_DOUBT);
      assertThat(server.posts()).hasSize(1);
      over.countDown();
    }
  }

  /** The read time-out ends it, and the deadline of the whole call. */
  static Stream<List<Duration>> silences() {
    return Stream.of(List.of(SHORT, LONG), List.of(LONG, SHORT));
  }

  @Test
  void R6_an_answer_that_never_ends_is_in_doubt_at_the_deadline() {
    try (RawServer server = new RawServer(ShortCalls.drip());
        TwilioGateway gateway = gateway(server.baseUrl(), LONG, SHORT)) {
      assertThat(gateway.send(TEXT).kind()).isEqualTo(Kind.IN_DOUBT);
    }
  }

  @Test
  void R6_a_reset_before_the_whole_request_was_read_is_in_doubt() {
    try (RawServer server = ShortCalls.resetting();
        TwilioGateway gateway = gateway(server.baseUrl(), LONG, LONG)) {
      assertThat(gateway.send(TEXT).kind()).isEqualTo(Kind.IN_DOUBT);
    }
  }

  @Test
  void R6_an_idle_connection_that_died_loses_no_certainty_of_one_request() {
    RawServer.Script ok = json(201, ok("queued", null));
    try (RawServer server =
            new RawServer(
                (request, socket) -> {
                  ok.answer(request, socket);
                  RawServer.reset(socket);
                });
        TwilioGateway gateway = gateway(server.baseUrl(), LONG, LONG)) {
      gateway.send(TEXT);
      Kind second = gateway.send(TEXT).kind();
      // Taken on a new connection, or lost with the old one; never both.
      assertThat(server.posts()).hasSize(second == Kind.ACCEPTED ? 2 : 1);
      assertThat(second).isIn(Kind.ACCEPTED, Kind.IN_DOUBT);
    }
  }

  @Test
  void R6_without_a_connection_nothing_was_sent() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    for (String url : List.of("http://127.0.0.1:" + closed, "http://nowhere.invalid")) {
      try (TwilioGateway gateway = gateway(URI.create(url), LONG, LONG)) {
        Answer answer = gateway.send(TEXT);
        assertThat(answer.kind()).as(url).isEqualTo(Kind.UNREACHABLE);
        assertThat(answer.words()).startsWith("no connection to the gateway (");
      }
    }
  }

  @Test
  void R6_a_server_that_speaks_no_TLS_was_sent_nothing() {
    RawServer.Script plain = bytes("HTTP/1.1 400 Speak plainly\r\n\r\n");
    for (RawServer.Script script : List.<RawServer.Script>of(plain, (none, to) -> to.close())) {
      try (RawServer server = ShortCalls.unread(script);
          TwilioGateway gateway =
              gateway(URI.create("https://127.0.0.1:" + server.port()), LONG, LONG)) {
        assertThat(gateway.send(TEXT).kind()).isEqualTo(Kind.UNREACHABLE);
      }
    }
  }

  @Test
  void R6_a_server_nobody_vouches_for_is_sent_nothing(@TempDir Path folder) throws Exception {
    try (RawServer server =
            new RawServer(Certificates.listener(folder), json(201, ok("queued", null)), true);
        TwilioGateway gateway =
            gateway(URI.create("https://127.0.0.1:" + server.port()), LONG, LONG)) {
      assertThat(gateway.send(TEXT).kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void R6_a_log_that_cannot_be_read_says_the_gateways_code() {
    try (RawServer server = new RawServer(json(401, error(20003)));
        TwilioGateway gateway = gateway(server.baseUrl(), SHORT, LONG)) {
      assertThatThrownBy(() -> gateway.log(null, null))
          .isInstanceOf(GatewayFault.class)
          .hasMessage("the gateway's log: error 20003, The account's credentials were refused")
          .extracting("code")
          .isEqualTo(20003);
      server.script(answer(502, "text/html", HTML));
      assertThatThrownBy(() -> gateway.log(null, null))
          .hasMessage("the gateway's log: HTTP 502 and nothing readable");
      server.script((request, socket) -> RawServer.reset(socket));
      assertThatThrownBy(() -> gateway.log(null, null))
          .hasMessageStartingWith("the gateway's log: no answer from the gateway (");
      server.script(json(200, "{\"messages\": ["));
      assertThatThrownBy(() -> gateway.log(null, null)).isInstanceOf(GatewayFault.class);
      server.script(json(200, "{}"));
      assertThatThrownBy(() -> gateway.log(null, null)).isInstanceOf(GatewayFault.class);
      assertThat(server.requests()).hasSize(5);
    }
  }

  private static Row row(String what, RawServer.Script script, Kind kind, Integer code) {
    return new Row(what, script, kind, code, null);
  }

  private static String error(int code) {
    return "{\"code\": %d, \"message\": \"To +13125550110\", \"more_info\": \"\", \"status\": 400}"
        .formatted(code);
  }

  static String ok(String status, Integer code) {
    return MESSAGE.formatted(status, code);
  }

  private static RawServer.Script cut(String text) {
    return (request, socket) -> {
      bytes(text).answer(request, socket);
      socket.close();
    };
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static TwilioGateway gateway(URI base, Duration read, Duration deadline) {
    return new TwilioGateway(
        new OneCallClient(base, 2, read, deadline), "AC1", "secret", "AC1", null);
  }
}
