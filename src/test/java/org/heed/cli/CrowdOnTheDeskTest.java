package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A phone or an address that stands for thousands is answered about once. */
@NullUnmarked
class CrowdOnTheDeskTest {
  private static final int CROWD = 300;

  @TempDir Path folder;

  @Test
  void a_phone_of_a_crowd_is_one_sheet_and_one_of_the_crowd_reads_few_others() {
    try (Office office = new Office(folder)) {
      office.drop(
          "people.csv",
          Stream.concat(
                  Stream.of("student_id,mobile_phone,email"),
                  IntStream.rangeClosed(1, CROWD)
                      .mapToObj(i -> "S" + i + ",3125550199,office@example.edu"))
              .toArray(String[]::new));
      office.heed("run", "import");
      assertThat(office.heed("person", "3125550199"))
          .startsWith("300 people list this phone; ask for one of them by student id")
          .containsOnlyOnce("(312) 555-0199  Mobile      DEFAULT")
          .contains("and 280 more")
          .hasLineCount(30);
      assertThat(office.heed("person", "S7"))
          .startsWith("student S7, office@example.edu")
          .contains("and 279 more")
          .hasLineCount(31);
      assertThatThrownBy(() -> office.heed("person", "office@example.edu"))
          .hasMessageContaining(
              "300 people have office@example.edu; ask for one of them by student id");
    }
  }
}
