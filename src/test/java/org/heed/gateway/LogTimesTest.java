package org.heed.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a row of the gateway's log happened: what is later decides (I3). */
@NullUnmarked
class LogTimesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tue, 24 Nov 2026 18:00:00 +0000",
        "Tue, 24 Nov 2026 18:00:00 GMT",
        "Tue, 24 Nov 2026 18:00:00 UTC"
      })
  void I3_a_time_is_read_however_its_zone_is_written(String time) {
    assertThat(log("\"date_created\": \"" + time + "\"").entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.createdAt()).isEqualTo(Instant.parse("2026-11-24T18:00:00Z"));
              assertThat(entry.body()).isEqualTo("at 18:00:00 GMT");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"date_created\": null", "\"date_created\": \"today\""})
  void I3_a_row_without_its_time_ends_the_reading(String time) {
    assertThatThrownBy(() -> log(time))
        .isInstanceOf(GatewayFault.class)
        .hasMessageContaining("date_created");
  }

  @Test
  void a_page_that_is_no_page_ends_the_reading() {
    assertThatThrownBy(() -> log("\"date_created\": [")).isInstanceOf(GatewayFault.class);
  }

  private static LogPage log(String time) {
    String body =
        "{\"messages\": [{\"sid\": \"SM1\", \"direction\": \"inbound\", \"status\": \"received\","
            + " \"from\": \"+13125550110\", \"to\": \"+12025550100\","
            + " \"body\": \"at 18:00:00 GMT\", "
            + time
            + "}], \"next_page_uri\": null}";
    try (RawServer server =
            new RawServer((request, socket) -> RawServer.json(200, body).answer(request, socket));
        TwilioGateway gateway =
            new TwilioGateway(new OneCallClient(server.baseUrl(), 1), "AC1", "t", "AC1", null)) {
      return gateway.log(null, null);
    }
  }
}
