package org.heed.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.heed.calendar.CampaignEntry.Waits;
import org.heed.queue.MessageStatus;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a campaign goes on, by what of it is open. */
@NullUnmarked
class TallyTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  /** The nightly run is at six each day; where the schedule is none, there is no time. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "SENT | daily | - | NOTHING",
        "READY | daily | 2026-11-23T18:00:00Z | NOTHING",
        "READY | none | - | NEXT_RUN",
        "READY 2026-12-01T19:00:00Z | daily | 2026-12-02T18:00:00Z | NOTHING",
        "READY 2026-12-01T09:00:00Z, READY | daily | 2026-11-23T18:00:00Z | NOTHING",
        "HELD 2026-11-23T14:00:00Z QUIET_HOURS, READY | daily | 2026-11-23T14:00:00Z | NOTHING",
        "HELD 2026-11-23T11:00:00Z QUIET_HOURS | daily | 2026-11-23T18:00:00Z | NOTHING",
        "HELD - PAUSED | daily | - | RESUME",
        "HELD - PAUSED, READY | none | - | NEXT_RUN",
        "READY, HELD - PAUSED | none | - | NEXT_RUN",
        "IN_DOUBT | daily | - | ANSWER",
        "UNKNOWN, HELD - PAUSED | daily | - | RESUME",
        "UNKNOWN, CANCELLED, FAILED | daily | - | ANSWER"
      })
  void it_goes_on_when_the_first_of_what_is_open_does(
      String open, String schedule, Instant next, Waits waits) {
    Tally tally = new Tally();
    Arrays.stream(open.split(", "))
        .map(TallyTest::group)
        .forEach(group -> add(tally, group, schedule));
    CampaignEntry entry = tally.entry("fees", NOW, 9, 0);
    assertThat(entry.next()).isEqualTo(next);
    assertThat(entry.waits()).isEqualTo(waits);
  }

  private static void add(Tally tally, Tally.Group group, String schedule) {
    tally.add(
        group,
        NOW,
        from -> {
          Instant six = Instant.parse(from.toString().substring(0, 11) + "18:00:00Z");
          return schedule.equals("none")
              ? null
              : six.isBefore(from) ? six.plusSeconds(86_400) : six;
        });
  }

  private static Tally.Group group(String text) {
    String[] words = text.split(" ", -1);
    Instant from = words.length < 2 || words[1].equals("-") ? null : Instant.parse(words[1]);
    return new Tally.Group(
        MessageStatus.valueOf(words[0]),
        null,
        words.length < 3 ? null : words[2],
        "+12025550100",
        3,
        from == null ? 3 : 0,
        from);
  }
}
