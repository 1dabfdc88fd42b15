package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each message of a night stands in exactly one of its lines, and every reason is named. */
@NullUnmarked
class NightNumbersTest {
  @TempDir Path folder;

  @Test
  void R4_who_is_reached_by_nothing_stands_in_a_line_and_no_email_is_promised() {
    try (Office office = new Office(folder, "--heed.consent.learn-from-replies=false")) {
      office.drop(
          "people.csv",
          "student_id,email,mobile_phone",
          "A,a@x.edu,3125550110",
          "B,,3125550111",
          "C,c@x.edu,3125550112",
          "D,d@x.edu,",
          "E,,",
          "F,f@x.edu,8085550113");
      office.drop("one.csv", campaign("Hi", "A", "B", "C"));
      office.night();
      office.clock.advance(Duration.ofMinutes(5));
      office.sandbox.reply("+13125550110", ADVISING, "STOP");
      office.sandbox.reply("+13125550111", ADVISING, "STOP");
      office.clock.advance(Duration.ofMinutes(5));
      office.drop("two.csv", campaign("Again", "A", "B", "C", "D", "E", "F"));
      office.heed("run", "import");
      office.clock.set(office.clock.instant().minus(Duration.ofHours(3)));
      String shown = office.heed("run", "nightly");
      assertThat(shown)
          .containsPattern("texted +\\| +1 ")
          .containsPattern("emailed +\\| +2 ")
          .containsPattern("reached nobody +\\| +2 ")
          .containsPattern("held +\\| +1 ")
          .containsPattern("texts refused +\\| +2 ")
          .contains("of these messages 1 go by email, 1 have no")
          .doesNotContain("the message goes by email");
      assertThat(String.join("\n", office.mails("operators@example.edu")))
          .contains("1 texted, 2 emailed, 2 reached nobody");
      JsonNode next = JsonMapper.shared().readTree(office.heed("run", "nightly", "--json"));
      assertThat(next.get("failed").asInt()).isZero();
      assertThat(next.get("held").asInt()).isEqualTo(1);
    }
  }

  @Test
  void the_mail_of_a_campaigns_outcomes_leaves_no_reason_out() {
    try (Office office = new Office(folder, "--heed.import.max-rejected=99%")) {
      String[] rows =
          IntStream.rangeClosed(1, 12)
              .mapToObj(n -> "N" + n + ",312555" + (1000 + n) + ",Advising,Hi,")
              .toArray(String[]::new);
      String header = "student_id,phone,from,message,notify";
      for (int i = 0; i < rows.length; i++) {
        office.drop("first" + i + ".csv", header, rows[i]);
      }
      office.night();
      office.drop(
          "many.csv",
          header + "\nY,3125550110,Advising,Hi,office@x.edu\nX,12,Advising,Hi,",
          String.join("\n", rows));
      office.night();
      List<String> mails = office.mails("office@x.edu");
      assertThat(mails.get(mails.size() - 1))
          .containsPattern("rejected +13")
          .contains("phone: ", "other reasons");
    }
  }

  private static String[] campaign(String words, String... students) {
    return Stream.concat(
            Stream.of("student_id,from,message"),
            Stream.of(students).map(one -> one + ",Advising," + words))
        .toArray(String[]::new);
  }
}
