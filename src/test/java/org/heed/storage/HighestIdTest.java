package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * HSQLDB finds a table's highest id by its index only where nothing is done with it in the same
 * query; otherwise it reads every row there is, and nearly every command asks for it.
 */
class HighestIdTest {
  private static final Pattern READS_ALL =
      Pattern.compile(
          "(?i)select [^;\"]{0,60}\\w+\\((?:max|min)\\(\\w+\\)[^;]{0,30} from \"?\\w+\"?(?!"
              + " where)(?!\\w)");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select coalesce(max(id), 0) from message                       | true
          (select coalesce(max(id), 0) + 1 from message)                 | true
          select greatest(1, coalesce(max(id), 0)) from message          | true
          select max(id) from message                                    | false
          select coalesce((select max(id) from message), 0) from one     | false
          select coalesce(max(id), 0) from campaign where file_id = ?    | false
          select max(coalesce(a.ended_at, a.attempted_at)) from attempt  | false
          """)
  void such_a_query_is_known(String sql, boolean readsAll) {
    assertThat(READS_ALL.matcher(sql).find()).isEqualTo(readsAll);
  }

  @Test
  void no_query_reads_a_table_for_its_highest_id() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> offending =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> READS_ALL.matcher(sql(file)).find())
              .toList();
      assertThat(offending).isEmpty();
    }
  }

  private static String sql(Path file) {
    try {
      return Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("\\s+", " ");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
