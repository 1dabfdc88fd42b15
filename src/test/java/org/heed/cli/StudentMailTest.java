package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What students and staff read in a mail, in their words, and no out-of-office answers to it. */
@NullUnmarked
class StudentMailTest {
  @TempDir Path folder;

  @Test
  void R8_why_a_message_comes_by_email_is_told_in_the_students_words() {
    try (Office office = new Office(folder)) {
      office.drop(
          "people.csv",
          "student_id,email,mobile_phone",
          "A,a@x.edu,3125550110",
          "B,b@x.edu,3125550110",
          "C,c@x.edu,",
          "D,d@x.edu,+15005550009");
      office.drop("one.csv", "student_id,from,message", "A,Advising,Hi");
      office.night();
      office.clock.advance(Duration.ofMinutes(5));
      office.sandbox.reply("+13125550110", ADVISING, "STOP");
      office.clock.advance(Duration.ofMinutes(5));
      office.drop(
          "two.csv",
          "student_id,from,message",
          "A,Advising,Again",
          "B,Advising,Again",
          "C,Advising,Again",
          "D,Advising,Again");
      office.night();
      String off =
          "You get this by email because texts to your phone are turned off. To get texts%s, text"
              + " START from your phone to (202) 555-0100 (Advising).";
      assertThat(mail(office, "a@x.edu")).contains(off.formatted(" again"));
      assertThat(mail(office, "b@x.edu")).contains(off.formatted("")).doesNotContain("somebody");
      assertThat(mail(office, "c@x.edu"))
          .contains("You get this by email because we have no mobile number for you.");
      assertThat(mail(office, "d@x.edu"))
          .contains("You get this by email because the text could not be delivered.");
      assertThat(mail(office, "operators@example.edu")).contains("Auto-Submitted: auto-generated");
    }
  }

  private static String mail(Office office, String address) {
    assertThat(office.mails(address)).isNotEmpty();
    String mail = office.mails(address).get(0).replaceAll("\\s+", " ");
    assertThat(mail).contains("Auto-Submitted: auto-generated");
    return mail;
  }
}
