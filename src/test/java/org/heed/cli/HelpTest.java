package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever asks for help gets it, and whoever mistypes is told what there is. */
@NullUnmarked
class HelpTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "help | Usage: heed [",
        "help consent | Usage: heed consent",
        "help consent disable | Usage: heed consent disable",
        "help review dismiss | Usage: heed review dismiss",
        "consent disable --help | Usage: heed consent disable",
        "consent enable --help | --override",
        "consent enable -h | --override",
        "consent history --help | --on=DATE",
        "review confirm --help | Usage: heed review confirm",
        "review dismiss --help | Usage: heed review dismiss",
        "run --help | Usage: heed run",
        "--help | Usage: heed [",
        "--version | heed",
      })
  void help_is_given_wherever_it_is_asked_for(String typed, String words) {
    try (Office office = new Office(folder)) {
      assertThat(office.heed(typed.split(" "))).contains(words);
      assertThat(office.err()).isEmpty();
      assertThat(folder.resolve("home/db")).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stats | there is no command stats, did you mean status?; heed --help tells what there is",
        "help stats | there is no command stats, did you mean status?",
        "person S1 --jsno | there is no option --jsno, did you mean --json?; heed person --help",
        "person S1 --frob | there is no option --frob; heed person --help tells what there is",
        "person (312) 555-0110 | found \"555-0110\", expected nothing there; what has a space in it"
            + " needs quotes around it; heed person --help tells what there is",
        "xyzzy | there is no command xyzzy; heed --help tells what there is",
        "--hlep | there is no option --hlep; heed --help tells what there is",
        "consent disabel S1 | there is no command disabel, did you mean disable?; heed consent"
            + " --help tells what there is",
        "review dimsiss 3 | there is no command dimsiss, did you mean dismiss?; heed review",
      })
  void what_is_mistyped_is_told_with_the_nearest_there_is(String typed, String words) {
    try (Office office = new Office(folder)) {
      assertThat(office.run(typed.split(" "))).isEqualTo(2);
      assertThat(office.err()).startsWith("heed: " + words).hasLineCount(1);
      assertThat(office.out()).isEmpty();
    }
  }

  @Test
  void L4_a_phone_that_nobody_lists_can_be_turned_off_and_stays_off_when_it_is_listed() {
    try (Office office = new Office(folder)) {
      String[] disable = {
        "consent", "disable", "312-555-0110", "--by", "Kim", "--reason", "parent rang"
      };
      assertThat(office.heed(disable)).contains("(312) 555-0110");
      office.drop("people.csv", "student_id,email,mobile_phone", "S1,s1@x.edu,3125550110");
      office.drop("hello.csv", "student_id,from,message", "S1,Advising,Hello");
      office.night();
      assertThat(office.heed("person", "S1")).contains("DISABLED", "email from Advising");
      assertThat(office.mails("s1@x.edu")).hasSize(1);
      assertThat(office.run("consent", "enable", "312-555-0119", "--by=K", "--reason=x"))
          .isEqualTo(2);
      assertThat(office.run("consent", "disable", "S77", "--by=K", "--reason=x")).isEqualTo(2);
      assertThat(office.err()).contains("S77");
    }
  }
}
