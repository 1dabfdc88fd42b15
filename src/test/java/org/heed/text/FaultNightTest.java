package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.gateway.RawServer.answer;
import static org.heed.gateway.RawServer.json;

import java.net.URI;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.heed.Ran;
import org.heed.gateway.RawServer;
import org.heed.gateway.RawServer.Script;
import org.heed.gateway.ShortCalls;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a night makes of every fault of the gateway, counted at the gateway: one request an intent,
 * nothing lost, and never an email instead (R6).
 */
@NullUnmarked
class FaultNightTest extends FaultWorld {
  private static final String QUEUED = "; 1 text stays queued, nothing is lost";

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

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void R6_a_fault_of_the_gateway_comes_to_its_defined_end(Row row) {
    queue("Advising", 1);
    int mails = heed.mails().size();
    Ran night = night(row.nth());
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
      Ran night = night(n -> ok(), url);
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
  void R6_a_reset_before_the_whole_request_was_read_is_in_doubt() {
    queue("Advising", 1);
    try (RawServer resetting = ShortCalls.resetting()) {
      assertThat(night(n -> ok(), resetting.baseUrl()).problem()).isNull();
    }
    assertThat(messages()).containsExactly("IN_DOUBT SMS");
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
