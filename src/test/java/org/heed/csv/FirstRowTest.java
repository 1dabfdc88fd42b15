package org.heed.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumbers;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class FirstRowTest {
  private static final Tables TABLES =
      new Tables(DroppedTableTest.settings(Map.of()), new PhoneNumbers("US"));
  private static final String NONE = "(rejected)";

  @TempDir Path folder;

  /** Each row is sender, message, subject; a slash parts rows, a comma cells. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // One of all for all.
        "A,Hi,S/,,/,,        | A,Hi,S/A,Hi,S/A,Hi,S | ",
        "A,Hi,S/A,Hi,S/,,S   | A,Hi,S/A,Hi,S/A,Hi,S | ",
        "A,Hi,/,,/A,,        | A,Hi,/A,Hi,/A,Hi,    | ",
        // Rows say different things.
        "A,Hi,S/B,Hi,S/,Hi,S | A,Hi,S/B,Hi,S/A,Hi,S | 1 row names no sender and has the first"
            + " row's, A",
        "A,Hi,S/A,Hi,T/A,Hi, | A,Hi,S/A,Hi,T/A,Hi,S | 1 row has no subject and gets the first"
            + " row's",
        "A,Hi,/A,Hi,/A,Bye,/A,,     | A,Hi,/A,Hi,/A,Bye,/A,Hi,       | 1 row has no message and"
            + " gets the first row's",
        "A,Hi {{phone}},/A,Bye,/A,,/A,, | A,Hi {{phone}},/A,Bye,/A,Hi {{phone}},/A,Hi {{phone}}, |"
            + " 2 rows have no message and get the first row's",
        "A,Hi,/B,Hi,/,,             | A,Hi,/B,Hi,/A,Hi,    | 1 row names no sender and has the"
            + " first row's, A",
        // A text that is one person's own.
        "A,You owe 5,/A,You owe 6,/A,,       | A,You owe 5,/A,You owe 6,/(rejected)       | ",
        "A,You owe 5,/A,You owe 6,/,You owe 7, | A,You owe 5,/A,You owe 6,/A,You owe 7, | ",
        "A,You owe 5,/B,You owe 6,/,,        | A,You owe 5,/B,You owe 6,/(rejected)       | ",
        "A,'You owe {5}',/A,x,/A,,           | A,'You owe {5}',/A,x,/(rejected)           | ",
        // What the first row does not say, nobody does.
        ",Hi,/A,Hi,/,Hi, | ,Hi,/A,Hi,/,Hi, | ",
        "A,,/A,Hi,/A,,   | A,,/A,Hi,/A,,   | "
      })
  void a_row_says_what_it_leaves_out_as_the_first_one_does(String rows, String read, String told)
      throws Exception {
    StringBuilder text = new StringBuilder("phone,from,message,subject\n");
    for (String row : rows.strip().split("/", -1)) {
      text.append("1,").append(row.strip()).append('\n');
    }
    Table table = table(text.toString());
    assertThat(read(table)).isEqualTo(read.strip());
    assertThat(table.told(List.of())).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A,,welcome/A,,      | A,,welcome/A,,welcome",
        "A,,welcome/A,Hi,/A,, | A,,welcome/A,Hi,/A,,welcome",
        "A,Hi,/A,,welcome/A,, | A,Hi,/A,,welcome/(rejected)",
        "A,Hi,/A,,welcome     | A,Hi,/A,,welcome"
      })
  void a_template_is_a_message_and_nobodys_own(String rows, String read) throws Exception {
    StringBuilder text = new StringBuilder("phone,from,message,template\n");
    for (String row : rows.strip().split("/", -1)) {
      text.append("1,").append(row.strip()).append('\n');
    }
    assertThat(read(table(text.toString()))).isEqualTo(read.strip());
  }

  private Table table(String text) throws Exception {
    return TABLES.of(Files.write(folder.resolve("fall.csv"), text.getBytes(UTF_8)));
  }

  private static String read(Table table) throws Exception {
    List<String> all = new ArrayList<>();
    try (Rows rows = table.rows()) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        all.add(
            row.problem() == null
                ? String.join(",", row.cells().subList(1, row.cells().size()))
                : NONE);
      }
    }
    return String.join("/", all);
  }
}
