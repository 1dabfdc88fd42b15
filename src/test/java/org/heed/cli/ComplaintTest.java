package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A complaint on the desk: what was said, what was sent, in which order, and who decided. */
@NullUnmarked
class ComplaintTest {
  private static final String PAT = "+13125550110";
  private static final String HOME = "+13125550111";
  private static final String WORDS = "please stop texting me";

  @TempDir Path folder;
  private Office office;

  @BeforeEach
  void open() {
    office = new Office(folder);
    office.drop(
        "people.csv",
        "student_id,first_name,last_name,email,mobile_phone,home_phone",
        "S1,Pat,Park,pat@example.edu," + PAT + "," + HOME,
        "S2,Sam,Park,sam@example.edu,," + HOME);
    office.drop(
        "welcome.csv",
        "student_id,phone,from,message",
        "S1,,Advising,\"Welcome, Pat: your first week, your room, your books, your fees\"",
        "S2," + HOME + ",Advising,Hello Sam");
    office.night();
    office.clock.advance(Duration.ofMinutes(4));
    office.clock.advance(Duration.ofSeconds(34));
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void E2_a_text_queued_before_and_sent_after_a_reply_stands_after_it() {
    office.drop("fees.csv", "student_id,from,message", "S1,Bursar,Fees are due");
    office.heed("run", "import");
    office.sandbox.reply(PAT, BURSAR, "see you on Friday");
    office.clock.advance(Duration.ofSeconds(42));
    office.heed("run", "nightly");
    String shown = office.heed("person", "S1");
    assertThat(shown)
        .containsSubsequence(
            "no opt-out or opt-in, but on Mon 23 Nov 2026, 12:04:34 PM it replied \"see you on"
                + " Friday\" to Bursar",
            "Mon 23 Nov 2026, 12:00:00 PM  text from Advising to (312) 555-0110, DELIVERED",
            "gateway id SM",
            "      | Welcome, Pat: your first week, your room, your books, your fees",
            "      | Reply STOP to opt out",
            "Mon 23 Nov 2026, 12:04:34 PM  reply from (312) 555-0110 to Bursar, id SM",
            "      | see you on Friday",
            "Mon 23 Nov 2026, 12:05:16 PM  text from Bursar to (312) 555-0110",
            "      | Fees are due")
        .contains("message 2 to somebody else with this phone");
    JsonNode person = json("person", "S1").get("people").get(0);
    assertThat(person.get("replies").get(0).get("reply").asString()).isEqualTo("see you on Friday");
    JsonNode texted = person.get("messages").get(0).get("attempts").get(0);
    assertThat(texted.get("attempted_at").asString()).isEqualTo("2026-11-23T12:05:16-06:00");
    assertThat(texted.get("destination").asString()).isEqualTo(PAT);
    assertThat(texted.get("gateway_id").asString()).startsWith("SM");
    assertThat(texted.get("message").asString()).startsWith("Fees are due");
  }

  @Test
  void L3_L4_staff_who_turn_a_phone_off_after_a_reply_keep_its_words_and_time() {
    office.sandbox.reply(PAT, ADVISING, WORDS);
    office.heed("run", "nightly");
    assertThat(office.heed("person", "S1"))
        .contains("it replied \"" + WORDS + "\" to Advising", "on hold, waits for staff as review")
        .doesNotContain("(312) 555-0110  Mobile      DEFAULT   nobody has said anything");
    office.heed("consent", "disable", "S1", "--by", "Kim Katz", "--reason", "complaint");
    assertThat(office.heed("consent", "history", "S1"))
        .contains(
            "evidence: staff Kim Katz, after the reply SM",
            " of Mon 23 Nov 2026, 12:04:34 PM from (312) 555-0110: "
                + WORDS
                + "; reason: complaint");
    office.heed("review", "dismiss", "1", "--by", "Kim Katz", "--reason", "done by hand");
    assertThat(office.heed("review", "--all"))
        .contains("dismissed by Kim Katz (done by hand)", WORDS);
    assertThat(office.heed("person", "S1"))
        .contains("review 1: dismissed on", "by Kim Katz: done by hand", "      | " + WORDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-23T12:04:33 | on Mon 23 Nov 2026, 12:04:33 PM: nobody had said anything",
        "2026-11-23 12:04 | on Mon 23 Nov 2026, 12:04:00 PM: nobody had said anything",
        "2026-11-23T12:04:34 | 12:04:34 PM it had replied \"please stop texting me\" to Advising",
        "2026-11-23T18:04:34Z | The reply of (312) 555-0110 at Mon 23 Nov 2026, 12:04:34 PM was not"
            + " read yet then",
        "2026-11-23T12:06 | On hold then: the reply of (312) 555-0110 at",
        "2026-11-23 | at the end of Mon 23 Nov 2026: there was no opt-out",
        "2026-11-22 | at the end of Sun 22 Nov 2026: nobody had said anything",
        "11/22/2026 | at the end of Sun 22 Nov 2026: nobody had said anything",
        "11/23/2026 12:04:33 PM | on Mon 23 Nov 2026, 12:04:33 PM: nobody had said anything",
        "'Mon 23 Nov 2026, 12:04:34 PM' | 12:04:34 PM it had replied",
      })
  void E3_history_is_told_of_a_day_and_of_a_second(String on, String words) {
    office.sandbox.reply(PAT, ADVISING, WORDS);
    office.clock.advance(Duration.ofMinutes(1));
    office.heed("run", "nightly");
    assertThat(office.heed("consent", "history", PAT, "--on", on)).contains(words);
    assertThat(json("consent", "history", PAT, "--on", on).get("on").asString())
        .matches("2026-11-2[23]([T ]1[28]:0[46](:3[34])?(Z|-06:00)?)?")
        .startsWith(on.startsWith("2026") ? on : "2026");
  }

  @ParameterizedTest
  @CsvSource({"yesterday", "23/11/2026", "2026-11-31", "11/23/2026 13:00 PM"})
  void a_date_that_is_none_is_answered_with_what_one_is(String typed) {
    for (List<String> words :
        List.of(
            List.of("--on", "consent", "history", PAT, "--on", typed),
            List.of("--at", "consent", "evidence", PAT, "--at", typed, "--out", "x.zip"),
            List.of("since", "run", "report", "since=" + typed),
            List.of("until", "run", "report", "until=" + typed))) {
      assertThat(office.run(words.subList(1, words.size()).toArray(String[]::new))).isEqualTo(2);
      assertThat(office.err())
          .startsWith(
              "heed: "
                  + words.get(0)
                  + ": found "
                  + typed
                  + ", expected a date such as 11/30/2026 or 2026-11-30, also with a time such as"
                  + " 11/30/2026 4:56 PM or 2026-11-30 16:56")
          .hasLineCount(1);
    }
  }

  @Test
  void a_report_takes_dates_as_the_country_writes_them() {
    assertThat(office.heed("run", "report", "since=11/23/2026 6:00 AM", "until=11/23/2026"))
        .contains("message-report-2026-11-23-");
  }

  private JsonNode json(String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--json";
    return JsonMapper.shared().readTree(office.heed(all));
  }
}
