package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
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
    "off 1 REPLY; on 2 IMPORT, DISABLED",
    "on 2 IMPORT; off 1 REPLY, DISABLED",
    "on 9 IMPORT; off 5 GATEWAY_21610, DISABLED",
    "on 9 STAFF; off 5 REPLY, DISABLED",
    "off 5 REPLY; off 6 IMPORT; on 7 IMPORT, DISABLED",
    "off 5 REPLY; on 6 REPLY; off 7 IMPORT, DISABLED",
    "off 7 IMPORT; off 5 REPLY; on 6 REPLY, DISABLED",
    "on 6 REPLY; off 7 STAFF; on 8 IMPORT, ENABLED",
    "off 7 STAFF; on 8 REPLY, ENABLED",
    "off 5 REPLY; on 9 OVERRIDE, ENABLED",
    "off 5 REPLY; on 3 OVERRIDE, ENABLED",
    "on 9 OVERRIDE; off 5 REPLY, DISABLED",
    "off 5 REPLY; on 9 OVERRIDE; off 7 REPLY, DISABLED",
    "off 5 REPLY; on 6 OVERRIDE; off 7 IMPORT, DISABLED",
    "off 5 REPLY; off 7 IMPORT; on 6 OVERRIDE, DISABLED",
    "off 5 REPLY; on 6 OVERRIDE; on 3 REPLY, ENABLED",
  })
  void L4_what_the_person_said_outranks_who_could_not_know(String recorded, SmsStatus expected) {
    assertThat(StatusProjection.status(events(recorded))).isEqualTo(expected);
  }

  /**
   * Every history of at most four words, at every time, read in every order: a no stands until it
   * is undone, and without an override the order of reading changes nothing.
   */
  @Test
  void L4_I3_every_small_history_in_every_order_of_reading() {
    List<String> words = new ArrayList<>();
    for (int second = 1; second <= 4; second++) {
      for (String word : List.of("off %d REPLY", "on %d REPLY", "off %d IMPORT", "on %d STAFF")) {
        words.add(word.formatted(second));
      }
    }
    words.add("on 2 OVERRIDE");
    words.add("on 4 OVERRIDE");
    histories(words, 0, new ArrayList<>());
  }

  private static void histories(List<String> words, int from, List<String> chosen) {
    Set<SmsStatus> seen = new HashSet<>();
    orders(chosen, new ArrayList<>(), seen);
    boolean sameTimes =
        chosen.stream()
                .filter(word -> !word.endsWith("REPLY"))
                .map(word -> word.split(" ", -1)[1])
                .distinct()
                .count()
            < chosen.stream().filter(word -> !word.endsWith("REPLY")).count();
    if (!sameTimes && chosen.stream().noneMatch(word -> word.endsWith("OVERRIDE"))) {
      assertThat(seen).as(chosen.toString()).hasSize(1);
    }
    for (int i = from; i < words.size() && chosen.size() < 4; i++) {
      chosen.add(words.get(i));
      histories(words, i + 1, chosen);
      chosen.remove(chosen.size() - 1);
    }
  }

  private static void orders(List<String> rest, List<String> read, Set<SmsStatus> seen) {
    if (rest.isEmpty()) {
      List<ConsentEvent> events = events(String.join("; ", read));
      SmsStatus status = StatusProjection.status(events);
      if (status != expected(events)) {
        assertThat(status).as(read.toString()).isEqualTo(expected(events));
      }
      seen.add(status);
    }
    for (String word : rest) {
      List<String> left = new ArrayList<>(rest);
      left.remove(word);
      read.add(word);
      orders(left, read, seen);
      read.remove(read.size() - 1);
    }
  }

  private static SmsStatus expected(List<ConsentEvent> events) {
    boolean no =
        events.stream()
            .filter(ConsentEvent::isOff)
            .anyMatch(off -> events.stream().noneMatch(other -> undoes(other, off)));
    return no ? SmsStatus.DISABLED : events.isEmpty() ? SmsStatus.DEFAULT : SmsStatus.ENABLED;
  }

  private static boolean undoes(ConsentEvent other, ConsentEvent no) {
    int later = other.occurredAt().compareTo(no.occurredAt());
    if (other.isOff()) {
      return false;
    }
    if (no.isSaid()) {
      return other.isSaid() ? later > 0 : other.override() && other.id() > no.id();
    }
    return later > 0 || (later == 0 && !other.isSaid() && other.id() > no.id());
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
    assertThat(StatusProjection.refusedSince(events(recorded)).map(Instant::getEpochSecond))
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
              Instant.ofEpochSecond(Long.parseLong(words[1])),
              words[2].equals("OVERRIDE"),
              words[2].equals("OVERRIDE") ? LearnedFrom.STAFF : LearnedFrom.valueOf(words[2]),
              null,
              null,
              "evidence",
              null));
    }
    return events;
  }
}
