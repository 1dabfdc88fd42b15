package org.heed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a dropped file to texts, emails, the ledger and the reports. */
@NullUnmarked
class NightTest {
  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void O1_O4_a_refused_text_turns_the_persons_phones_off_and_goes_by_email(TestDatabase database) {
    try (TestHeed heed =
        TestHeed.start(database, home, "--heed.consent.learn-from-replies=false")) {
      heed.drop(
          "people.csv",
          "student_id,first_name,email,mobile_phone,home_phone",
          "S1,Pat,pat@example.edu,(312) 555-0110,312-555-0111");
      heed.drop("welcome.csv", "student_id,from,message", "S1,Advising,Hello {{first_name}}");
      assertThat(heed.run("import").problem()).isNull();
      Ran first = heed.run("nightly");
      assertThat(first.summary()).containsEntry("texted", 1L).containsEntry("waiting", 0L);

      heed.gateway().reply("+13125550110", TestHeed.ADVISING, "stop");
      heed.drop("again.csv", "student_id,from,message", "S1,Advising,Hello again");
      heed.run("import");
      Ran second = heed.run("nightly");
      assertThat(second.summary()).containsEntry("refused", 1L).containsEntry("emailed", 1L);
      assertThat(heed.smsStatus("+13125550110")).isEqualTo("DISABLED");
      assertThat(heed.smsStatus("+13125550111")).isEqualTo("DISABLED");
      assertThat(heed.mails()).singleElement().asString().contains("Hello again");
      heed.run("report");
      assertThat(heed.lines("reports", "opt-outs-2026-11-23.csv")).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void O3_O5_other_senders_reach_the_person_and_the_refused_send_is_the_first_trace(
      TestDatabase database) {
    try (TestHeed heed =
        TestHeed.start(database, home, "--heed.consent.learn-from-replies=false")) {
      heed.drop("people.csv", "student_id,email,mobile_phone", "S1,pat@example.edu,(312) 555-0110");
      heed.run("import");
      heed.gateway().reply("+13125550110", TestHeed.ADVISING, "STOP");
      heed.drop("bill.csv", "student_id,from,message", "S1,Bursar,Bill");
      heed.run("import");
      assertThat(heed.run("nightly").summary())
          .containsEntry("texted", 1L)
          .containsEntry("emailed", 0L);
      assertThat(heed.count("message_report")).isEqualTo(1);
      assertThat(heed.count("opt_outs")).isZero();

      heed.drop("advice.csv", "student_id,from,message", "S1,Advising,Advice");
      heed.run("import");
      assertThat(heed.run("nightly").summary())
          .containsEntry("refused", 1L)
          .containsEntry("emailed", 1L);
      assertThat(heed.count("opt_outs where learned_from = 'GATEWAY_21610'")).isEqualTo(1);
    }
  }
}
