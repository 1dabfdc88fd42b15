package org.heed.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The import in another process, killed again and again, loses and doubles nothing. */
@NullUnmarked
class KilledImportTest {
  private static final int ROWS = 12_000;
  private static final int PEOPLE = 3_000;

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void a_killed_import_loses_and_doubles_no_row(TestDatabase database)
      throws IOException, InterruptedException {
    String url = database.newUrl(home);
    drop("people.csv", people());
    drop("fall.csv", RestartTest.campaign(ROWS));
    if (database == TestDatabase.HSQLDB) {
      killed(url, lines -> !list("inbox/.taken").isEmpty());
      assertThat(killed(url, lines -> lines > 1_000)).isLessThan(PEOPLE);
    }
    assertThat(killed(url, lines -> lines > PEOPLE + 3_000)).isLessThan(PEOPLE + ROWS);
    assertThat(killed(url, lines -> lines > PEOPLE + 8_000)).isLessThan(PEOPLE + ROWS);

    try (TestHeed heed = TestHeed.start(url, home, new TestClock(TestHeed.NOON))) {
      heed.jdbc.update("delete from shedlock");
      assertThat(heed.run("import").problem()).isNull();
      RestartTest.assertRows(heed, "fall", ROWS);
      assertThat(heed.count("listing where phone_type = 'Home'")).isEqualTo(PEOPLE);
      assertThat(heed.count("person")).isEqualTo(3900);
      assertThat(heed.count("campaign where accepted_at is null")).isZero();
      assertThat(heed.count("import_file where state = 'DONE'")).isEqualTo(2);
    }
    assertThat(list("inbox/.taken")).isEmpty();
    assertThat(list("rejected")).isEmpty();
    assertThat(list("done")).hasSize(6);
  }

  /** Runs an import and kills it as soon as so many lines are in; how many were. */
  private long killed(String url, LongPredicate when) throws IOException, InterruptedException {
    Process child = ImportChild.start(home, url, "-Dwatch=true", "-Xmx256m");
    try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith("at ") && when.test(Long.parseLong(line.substring(3)))) {
          return Long.parseLong(line.substring(3));
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    throw new AssertionError("the import ended before it could be killed");
  }

  private static String[] people() {
    List<String> lines = new ArrayList<>(List.of("student_id,home_phone"));
    for (int i = 0; i < PEOPLE; i++) {
      lines.add("S%d,+1773%07d".formatted(i, 5_550_000 + i));
    }
    return lines.toArray(String[]::new);
  }

  private void drop(String name, String... lines) throws IOException {
    Files.write(Files.createDirectories(home.resolve("inbox")).resolve(name), List.of(lines));
  }

  private List<String> list(String folder) {
    if (!Files.isDirectory(home.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
