package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was partly rejected is corrected and dropped again, all of it. */
@NullUnmarked
class CorrectedFileTest {
  @TempDir Path folder;
  private Office office;

  @BeforeEach
  void begin() {
    office = new Office(folder);
  }

  @AfterEach
  void end() {
    office.close();
  }

  private void drop(String last) {
    List<String> lines = new ArrayList<>(List.of("phone,from,message,room"));
    for (int i = 0; i < 6; i++) {
      lines.add("312555011%d,Advising,Come to {{room}},%d".formatted(i, i));
    }
    lines.add("3125550119,Advising,Come to {{room}}," + last);
    office.drop("fall.csv", lines.toArray(String[]::new));
  }

  @Test
  void R12_rows_that_went_are_told_together_and_the_corrected_one_goes() {
    drop("");
    office.night();
    drop("9");
    String rejected = "6  phone: already sent on Mon 23 Nov 2026 from fall.csv, line …:";
    assertThat(office.heed("preview", folder.resolve("home/inbox/fall.csv").toString()))
        .contains(rejected, "line 2 \"3125550110\"", "| Come to 9");
    office.night();
    List<String> mails = office.mails("staff@example.edu");
    assertThat(mails)
        .anySatisfy(
            mail ->
                assertThat(mail)
                    .contains(
                        "Subject: fall.csv: 1 message queued, 6 rows not queued again",
                        "1 message queued, none rejected, of 7 rows.",
                        "Rows not queued again, by their line as a spreadsheet shows it:",
                        "line 2, phone: already sent on Mon 23 Nov 2026 from fall.csv, line 2: ")
                    .doesNotContain("Rejected rows"))
        .anySatisfy(
            mail ->
                assertThat(mail)
                    .contains(
                        "Subject: fall-2: 1 texted, 6 rejected",
                        "6: phone: already sent on Mon 23 Nov 2026 from fall.csv, line …: the same",
                        "2,,3125550110,,,rejected,\"phone: already sent on Mon 23 Nov 2026 from"
                            + " fall.csv, line 2: the same"));
    assertThat(mails)
        .anySatisfy(mail -> assertThat(mail).contains("Rejected rows, by their line as a spread"));
  }
}
