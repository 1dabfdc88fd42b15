package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class StatusProjectionTest {
  private static final PhoneNumber PHONE = new PhoneNumber("+12025550100");

  /** Each event: status, second, how learned, list order. Recorded from left to right. */
  @ParameterizedTest
  @CsvSource({
    "'', DEFAULT",
    "off 1 REPLY; on 2 REPLY, ENABLED",
    "on 2 REPLY; off 1 GATEWAY_21610, ENABLED",
    "off 2 GATEWAY_21610; on 1 REPLY, DISABLED",
    "on 5 REPLY; off 5 GATEWAY_21610, DISABLED",
    "off 5 GATEWAY_21610; on 5 REPLY 9, DISABLED",
    "on 5 REPLY 9; off 5 REPLY 8, ENABLED",
    "off 5 REPLY 8; on 5 REPLY 9, ENABLED",
    "off 5 REPLY 9; on 5 REPLY 8, DISABLED",
    "off 5 REPLY 9; on 5 REPLY 9, DISABLED",
    "off 5 STAFF; on 5 IMPORT, ENABLED",
    "on 5 IMPORT; off 5 STAFF, DISABLED",
    "on 5 STAFF; off 5 REPLY, DISABLED",
    "off 5 STAFF; on 5 REPLY 3, DISABLED",
    "off 1 STAFF; on 5 REPLY 3, ENABLED",
  })
  void I3_the_latest_decides_and_where_nothing_tells_the_opt_out(
      String recorded, SmsStatus expected) {
    assertThat(StatusProjection.status(events(recorded))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ",
    "off 1 REPLY, 1",
    "off 7 REPLY; off 3 GATEWAY_21610, 3",
    "off 1 REPLY; on 2 REPLY, ",
    "off 7 REPLY; on 5 REPLY; off 3 REPLY; off 9 REPLY, 7",
  })
  void O8_a_refusal_counts_since_the_last_opt_in(String recorded, Long since) {
    assertThat(StatusProjection.disabledSince(events(recorded)).map(Instant::getEpochSecond))
        .isEqualTo(java.util.Optional.ofNullable(since));
  }

  private static List<ConsentEvent> events(String recorded) {
    List<ConsentEvent> events = new ArrayList<>();
    for (String text : recorded.isEmpty() ? new String[0] : recorded.split("; ", -1)) {
      String[] words = text.split(" ", -1);
      events.add(
          new ConsentEvent(
              events.size(),
              PHONE,
              words[0].equals("on") ? SmsStatus.ENABLED : SmsStatus.DISABLED,
              Instant.ofEpochSecond(Long.parseLong(words[1])),
              words.length == 4 ? Long.valueOf(words[3]) : null,
              LearnedFrom.valueOf(words[2]),
              null,
              null,
              "evidence"));
    }
    return events;
  }
}
