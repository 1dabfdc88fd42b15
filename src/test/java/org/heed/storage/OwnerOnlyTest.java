package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.heed.TestHeed;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
@DisabledOnOs(OS.WINDOWS)
class OwnerOnlyTest {
  @TempDir Path folder;

  @Test
  void what_holds_personal_data_is_not_for_others_though_it_was() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    for (String name : List.of("inbox", "logs", "db")) {
      Files.createDirectories(home.resolve(name));
      mode(home.resolve(name), "rwxr-xr-x");
    }
    mode(home, "rwxr-xr-x");
    Files.writeString(home.resolve("logs/heed.2026-01-01.0.log.gz"), "old");
    try (TestHeed heed = TestHeed.start(TestDatabase.HSQLDB, home)) {
      heed.drop("p.csv", "student_id,mobile_phone", "S1,3125550110");
      heed.run("import");
      heed.run("nightly");
      heed.bean(DatabaseHold.class).release();
    }
    assertThat(modeOf(home)).isEqualTo("rwx------");
    assertThat(modeOf(home.resolve("inbox"))).isEqualTo("rwx------");
    try (Stream<Path> all = Files.walk(home)) {
      assertThat(
              all.filter(Files::isRegularFile)
                  .filter(file -> !file.startsWith(home.resolve("done")))
                  .filter(file -> !modeOf(file).equals("rw-------")))
          .isEmpty();
    }
  }

  @Test
  void an_inbox_given_to_a_group_stays_the_groups() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path inbox = Files.createDirectories(home.resolve("inbox"));
    mode(inbox, "rwxrwxrwx");
    new Folders(home).keepFromOthers();
    assertThat(modeOf(inbox)).isEqualTo("rwxrwx---");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String modeOf(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
