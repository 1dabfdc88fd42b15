package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.util.FileSystemUtils;

/** One application a database for all tests of the import; emptied, not started anew, for each. */
@NullUnmarked
public final class ImportWorld {
  private static final Map<TestDatabase, ImportWorld> WORLDS = new EnumMap<>(TestDatabase.class);
  private static final List<String> TABLES =
      List.of(
          "attempt",
          "message",
          "campaign",
          "left_out_cell",
          "rejected_row",
          "consent_row",
          "file_notify",
          "crowded",
          "import_file",
          "pair",
          "consent_event",
          "wording",
          "listing",
          "former_listing",
          "phone",
          "person",
          "batch_step_execution_context",
          "batch_step_execution",
          "batch_job_execution_context",
          "batch_job_execution_params",
          "batch_job_execution",
          "batch_job_instance");

  public final TestHeed heed;
  public final Path home;

  private ImportWorld(TestDatabase database) {
    try {
      home = Files.createTempDirectory(Path.of("target"), "import").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    heed = TestHeed.start(database, home);
  }

  public static ImportWorld on(TestDatabase database) {
    ImportWorld world = WORLDS.computeIfAbsent(database, ImportWorld::new);
    world.empty();
    return world;
  }

  private void empty() {
    TABLES.forEach(table -> heed.jdbc.update("delete from " + table));
    heed.clock.set(TestHeed.NOON);
    try {
      for (String folder : List.of("inbox", "done", "rejected", "templates")) {
        FileSystemUtils.deleteRecursively(home.resolve(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ImportWorld drop(String name, String... lines) {
    heed.drop(name, lines);
    return this;
  }

  /** Drops a file that was changed so many seconds before noon. */
  ImportWorld dropOlder(int seconds, String name, String... lines) {
    heed.drop(name, lines);
    Instant changed = TestHeed.NOON.minusSeconds(seconds);
    try {
      Files.setLastModifiedTime(home.resolve("inbox").resolve(name), FileTime.from(changed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  ImportWorld template(String name, byte[] text) {
    try {
      Files.write(Files.createDirectories(home.resolve("templates")).resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public Ran run(String... parameters) {
    return heed.run("import", parameters);
  }

  /** Names in a folder of the home, sorted. */
  public List<String> names(String folder) {
    if (!Files.isDirectory(home.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The only file in a folder whose name ends so, as it stands there. */
  String content(String folder, String ending) {
    List<String> found = names(folder).stream().filter(name -> name.endsWith(ending)).toList();
    assertThat(found).as(folder + "/*" + ending).hasSize(1);
    try {
      return Files.readString(home.resolve(folder).resolve(found.get(0)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a receipt for spreadsheets, their cells joined by {@code |}. */
  List<String> receipt(String folder, String name) {
    String text = content(folder, "-" + name + ".receipt.csv");
    assertThat(text).startsWith("\uFEFFline,column,value,reason\r\n");
    try (CSVParser rows = CSVParser.parse(text, CSVFormat.DEFAULT)) {
      return rows.stream().skip(1).map(row -> String.join("|", row.toList())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first column of what a query finds. */
  List<String> column(String query) {
    return heed.jdbc.query(query, (row, n) -> row.getString(1));
  }

  /** Every message's text in the order of the queue. */
  public List<String> queued() {
    return column("select body from message order by id");
  }

  /** Each listed phone with its person: {@code S1 Mobile 1 +13125550110}. */
  List<String> listed() {
    return heed.jdbc.query(
        """
        select p.student_id, l.phone_type, l.position, l.number
        from listing l join person p on p.id = l.person_id
        order by p.student_id, l.position, l.number
        """,
        (row, n) ->
            "%s %s %s %s"
                .formatted(
                    row.getString(1), row.getString(2).strip(), row.getInt(3), row.getString(4)));
  }
}
