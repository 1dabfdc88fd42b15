package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What staff read when they turn phones off and on: whose, which, and what comes of it. */
@NullUnmarked
class ChangedPhonesTest {
  @TempDir Path folder;
  private Office office;

  @BeforeEach
  void open() {
    office = new Office(folder);
    office.drop(
        "people.csv",
        "student_id,first_name,last_name,email,mobile_phone,home_phone",
        "S1,Maria,Lopez,maria@example.edu,3125550121,3125550122",
        "S2,Sam,Park,,3125550123,",
        "S3,Ana,Lopez,ana@example.edu,,3125550122");
    office.drop(
        "fees.csv",
        "student_id,phone,from,message",
        "S1,,Bursar,Fees are due",
        "S1,3125550121,Advising,Come at 3",
        "S2,,Bursar,Fees are due");
    office.heed("run", "import");
  }

  @AfterEach
  void close() {
    office.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "disable S1 | Maria Lopez (S1): no more texts to (312) 555-0121, (312) 555-0122. 2 queued"
            + " messages go by email.",
        "disable 312-555-0121 | Maria Lopez (S1): no more texts to (312) 555-0121. 1 queued message"
            + " goes by email.",
        "disable S2 | Sam Park (S2): no more texts to (312) 555-0123. 1 queued message reaches"
            + " nobody: no email address is known.",
        "disable 3125550122 | Maria Lopez (S1): no more texts to (312) 555-0122.",
        "disable 3125550122 | Ana Lopez (S3): no more texts to (312) 555-0122.",
        "disable 3125550199 | Nobody lists this phone: no more texts to (312) 555-0199.",
        "enable S2 | Sam Park (S2): texts to (312) 555-0123 are on again."
      })
  void L4_staff_read_whose_phone_it_is_and_what_becomes_of_what_is_queued(
      String words, String says) {
    String[] word = words.split(" ", -1);
    String shown = office.heed("consent", word[0], word[1], "--by=Kim", "--reason=asked");
    assertThat(shown.lines()).contains(says);
  }

  @ParameterizedTest
  @CsvSource({"disable,were off already", "enable,were on already"})
  void L4_what_was_so_already_is_said(String word, String says) {
    office.heed("consent", word, "S2", "--by=Kim", "--reason=asked");
    assertThat(office.heed("consent", word, "S2", "--by=Kim", "--reason=asked"))
        .contains("Sam Park (S2): texts to (312) 555-0123 " + says + ".");
  }
}
