package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
  void what_holds_personal_data_is_not_for_others_though_it_was() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    for (String name : List.of("inbox", "logs", "db", "done", "reports")) {
      Files.createDirectories(home.resolve(name));
      mode(home.resolve(name), "rwxr-xr-x");
    }
    mode(home, "rwxr-xr-x");
    Files.writeString(home.resolve("logs/heed.2026-01-01.0.log.gz"), "old");
    try (TestHeed heed = TestHeed.start(TestDatabase.HSQLDB, home)) {
      heed.drop("p.csv", "student_id,mobile_phone", "S1,3125550110");
      heed.run("import");
      its_owners_only(home);
      heed.run("nightly");
      rollOver(home);
      try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
        assertThat(logs).hasSizeGreaterThanOrEqualTo(3);
      }
      heed.jdbc.execute("checkpoint");
      heed.bean(StorageGuard.class).room();
      its_owners_only(home);
      heed.bean(DatabaseHold.class).release();
    }
    its_owners_only(home);
  }

  private static void its_owners_only(Path home) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      assertThat(
              all.filter(
                  file ->
                      !modeOf(file).equals(Files.isDirectory(file) ? "rwx------" : "rw-------")))
          .isEmpty();
    }
  }

  /**
   * As if two days had passed. The log as it is configured, but a second one of it: that of this
   * process writes where the first application wanted it that is still open, whosever that is.
   */
  private static void rollOver(Path home) throws JoranException {
    LoggerContext logs = new LoggerContext();
    logs.putProperty("home", home.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(logs);
    configurator.doConfigure(OwnerOnlyTest.class.getResource("/logback-spring.xml"));
    Logger root = logs.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    RollingFileAppender<?> file = (RollingFileAppender<?>) root.getAppender("file");
    ((TimeBasedRollingPolicy<?>) file.getRollingPolicy())
        .getTimeBasedFileNamingAndTriggeringPolicy()
        .setCurrentTime(System.currentTimeMillis() + Duration.ofDays(2).toMillis());
    root.info("the first line of another file");
    logs.stop();
  }

  @Test
  void an_inbox_given_to_a_group_stays_the_groups() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path inbox = Files.createDirectories(home.resolve("inbox"));
    mode(inbox, "rwxrwxrwx");
    new Folders(home).keepFromOthers();
    assertThat(modeOf(inbox)).isEqualTo("rwxrwx---");
  }

  @Test
  void a_group_reads_what_became_of_files_and_writes_the_inbox_alone() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    String group = Files.readAttributes(home, PosixFileAttributes.class).group().getName();
    try (TestHeed heed = TestHeed.start(TestDatabase.HSQLDB, home, "--heed.files.group=" + group)) {
      heed.drop("p.csv", "student_id,mobile_phone", "S1,3125550110");
      heed.drop("bad.csv", "a,b", "1,2");
      heed.run("import");
      heed.run("report");
      assertThat(modeOf(home)).isEqualTo("rwx--x---");
      for (String name : List.of("inbox")) {
        assertThat(modeOf(home.resolve(name))).isEqualTo("rwxrwx---");
      }
      for (String name : List.of("done", "rejected", "reports")) {
        assertThat(modeOf(home.resolve(name))).isEqualTo("rwxr-x---");
        try (Stream<Path> files = Files.list(home.resolve(name))) {
          assertThat(files.filter(Files::isRegularFile).map(OwnerOnlyTest::modeOf).distinct())
              .containsExactly("rw-r-----");
        }
      }
      its_owners_only(home.resolve("db"));
      its_owners_only(home.resolve("logs"));
    }
    assertThatThrownBy(
            () -> TestHeed.start(TestDatabase.HSQLDB, home, "--heed.files.group=nobody knows it"))
        .hasRootCauseMessage(
            "heed.files.group: found nobody knows it, expected a group of this system");
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
