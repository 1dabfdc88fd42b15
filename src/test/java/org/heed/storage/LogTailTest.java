package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class LogTailTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          T VALUES(1, 1   T VALUES(2, 2   COMMIT                 | 1 2   | true
          T VALUES(2, 2   T VALUES(1, 1   COMMIT                 | 1 2   | true
          T VALUES(3, 3   T VALUES(1, 1   T VALUES(2, 2   COMMIT | 1 2 3 | true
          T VALUES(1, 1   T VALUES(2, 2                          | 1 2   | false
          T VALUES(1, 1   COMMIT   T VALUES(2, 2                 | 1 2   | false
          T VALUES(2, 2   COMMIT   T VALUES(1, 1                 | 1 2   | false
          T VALUES(1, 1   T VALUES(12, 2   COMMIT                | 1 2   | false
          T VALUES(2, 2   COMMIT                                 | 1 2   | false
          T VALUES(1, 1   COMMIT                                 | 1 2   | false
          """)
  void rows_are_committed_in_whatever_order_they_were_inserted(
      String log, String rows, boolean committed) throws IOException {
    Path file = folder.resolve("log");
    String lines = log.replaceAll(" {3,}", "\n").replace("T VALUES", "/*C7*/INSERT INTO T VALUES");
    Files.writeString(file, "before\n" + lines + "\n");
    LogTail tail = LogTail.of(file, "before\n".length());
    List<String> wanted =
        List.of(rows.split(" ")).stream().map(id -> "T VALUES(" + id + ",").toList();
    assertThat(tail.commits(wanted)).isEqualTo(committed);
  }
}
