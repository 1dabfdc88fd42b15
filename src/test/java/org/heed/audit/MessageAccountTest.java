package org.heed.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.heed.queue.MessageStatus;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages agree with their tries. */
@NullUnmarked
class MessageAccountTest {
  @ParameterizedTest
  @CsvSource({
    // status, channel, texted, emailed, in doubt, unknown, intent's run, rules violated
    "READY,,0,0,0,0,,",
    "READY,SMS,0,0,0,1,,",
    "READY,SMS,1,0,0,0,,E2",
    "READY,EMAIL,0,1,0,0,,E2",
    "READY,SMS,0,0,1,0,,E2",
    "READY,SMS,0,0,0,0,7,R6",
    "HELD,SMS,0,0,0,0,,",
    "HELD,SMS,1,0,0,0,,E2",
    "SENDING,SMS,0,0,0,0,,R6",
    "SENT,SMS,1,0,0,0,,",
    "SENT,SMS,2,0,0,0,,O2",
    "SENT,SMS,0,1,0,0,,E2",
    "SENT,SMS,1,0,1,0,,E2",
    "SENT,EMAIL,0,1,0,0,,",
    "SENT,EMAIL,0,2,0,0,,",
    "SENT,EMAIL,1,0,0,0,,E2",
    "SENT,,0,0,0,0,,E2",
    "DELIVERED,SMS,1,0,0,0,,",
    "DELIVERED,SMS,0,0,0,0,,E2",
    "FAILED,,0,0,0,0,,",
    "FAILED,,1,0,0,0,,E2",
    "IN_DOUBT,SMS,0,0,1,0,,",
    "IN_DOUBT,SMS,0,0,0,0,,E2",
    "IN_DOUBT,SMS,0,0,2,0,,E2",
    "UNKNOWN,SMS,0,0,0,1,,",
    "UNKNOWN,EMAIL,0,0,0,1,,",
    "UNKNOWN,SMS,0,0,0,0,,E2"
  })
  void E2_a_message_is_what_its_tries_say(
      MessageStatus status,
      String channel,
      int texted,
      int emailed,
      int inDoubt,
      int unknown,
      Long intentOf,
      String rule) {
    MessageAccount account =
        new MessageAccount(5, status, channel, texted, emailed, inDoubt, unknown, intentOf);
    assertThat(account.violations())
        .allMatch(violation -> violation.subject().equals("message 5"))
        .extracting(Violation::rule)
        .isEqualTo(rule == null ? java.util.List.of() : java.util.List.of(rule));
  }
}
