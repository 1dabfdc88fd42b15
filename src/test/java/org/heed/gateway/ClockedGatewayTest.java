package org.heed.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.heed.gateway.RawServer.answer;
import static org.heed.gateway.RawServer.json;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The log is read again when it is busy; a text is never sent again; the clock is the gateway's.
 */
@NullUnmarked
class ClockedGatewayTest {
  private static final Instant NOON = Instant.parse("2026-11-23T18:00:00Z");
  private static final String EMPTY = "{\"messages\": [], \"uri\": \"/\"}";
  private static final Text TEXT =
      new Text(new PhoneNumber("+12025550100"), new PhoneNumber("+13125550110"), "Hello");

  private final GatewayClock clock = new GatewayClock(Clock.fixed(NOON, ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    "503, 20503, 4",
    "500, 20500, 4",
    "429, 20429, 4",
    "502, , 4",
    "401, 20003, 1",
    "403, 20403, 1",
    "404, 20404, 1"
  })
  void a_log_that_is_busy_is_asked_for_again(int status, Integer code, int asked) {
    try (RawServer server =
            new RawServer(
                code == null
                    ? answer(status, "text/html", "<html/>")
                    : json(status, "{\"code\": %d, \"message\": \"x\"}".formatted(code)));
        Gateway gateway = gateway(server)) {
      assertThatThrownBy(() -> gateway.log(null, null)).isInstanceOf(GatewayFault.class);
      assertThat(server.requests()).hasSize(asked);
      server.script(json(200, EMPTY));
      assertThat(gateway.log(null, null).entries()).isEmpty();
    }
  }

  @Test
  void R6_a_text_is_never_sent_again() {
    try (RawServer server = new RawServer(json(503, "{\"code\": 20503, \"message\": \"x\"}"));
        Gateway gateway = gateway(server)) {
      assertThat(gateway.send(TEXT).kind()).isEqualTo(Answer.Kind.IN_DOUBT);
      assertThat(server.posts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"17:00:00,3600", "18:00:00,0", "19:30:00,-5400"})
  void R6_the_gateways_clock_is_the_one_its_answers_show(String shown, long ahead) {
    try (RawServer server =
            new RawServer(json(200, EMPTY, "Date: Mon, 23 Nov 2026 " + shown + " GMT"));
        Gateway gateway = gateway(server)) {
      assertThat(clock.now()).isEqualTo(NOON);
      gateway.log(null, null);
      Instant there = NOON.minusSeconds(ahead);
      assertThat(clock.now()).isEqualTo(there);
      assertThat(clock.at(NOON.plusSeconds(9))).isEqualTo(there.plusSeconds(9));
      assertThat(clock.here(there)).isEqualTo(NOON);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Mon, 23 Nov 2026 18:00:09 GMT', 2026-11-23T18:00:09Z",
    "'Sun, 29 Nov 2026 18:00:00 GMT', 2026-11-29T18:00:00Z",
    "'Tue, 17 Nov 2026 18:00:00 GMT', 2026-11-17T18:00:00Z",
    "'Tue, 23 Nov 2027 18:00:00 GMT', ",
    "'Thu, 01 Jan 1970 00:00:00 GMT', ",
    "'Fri, 31 Dec 9999 23:59:59 GMT', ",
    "'Wed, 02 Dec 2026 18:00:00 GMT', ",
    "'yesterday', ",
    "'2026-11-23T18:00:00Z', ",
    "'', "
  })
  void R6_a_date_that_can_be_no_clock_is_ignored(String date, Instant shown) {
    try (RawServer server = new RawServer(json(200, EMPTY, "Date: " + date));
        Gateway gateway = gateway(server)) {
      assertThat(gateway.log(null, null).at()).isEqualTo(shown);
      assertThat(clock.now()).isEqualTo(shown == null ? NOON : shown);
      Instant first = clock.now();
      server.script(json(200, EMPTY, "Date: Sat, 23 Nov 2030 18:00:00 GMT"));
      assertThat(gateway.log(null, null).at()).isNull();
      assertThat(clock.now()).isEqualTo(first);
    }
  }

  private Gateway gateway(RawServer server) {
    return new ClockedGateway(
        new TwilioGateway(new OneCallClient(server.baseUrl(), 2), "AC1", "s", "AC1", null),
        clock,
        Duration.ofMillis(1));
  }
}
