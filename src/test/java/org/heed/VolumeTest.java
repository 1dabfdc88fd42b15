package org.heed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders on a volume that is full or read-only: nothing is lost, and nothing is doubled later. */
@NullUnmarked
class VolumeTest {
  private static final String HEADER = "student_id,phone,email,from,message";
  private static final String GOOD = "S1,3125550110,pat@example.edu,Advising,Hello";

  @TempDir Path home;
  private TestHeed heed;

  @BeforeEach
  void start() {
    heed = TestHeed.start(TestDatabase.HSQLDB, home);
    heed.drop("people.csv", "student_id,mobile_phone", "S0,3125550199");
    assertThat(heed.run("import").problem()).isNull();
  }

  @AfterEach
  void stop() {
    heed.close();
  }

  @ParameterizedTest
  @CsvSource({"done, true", "done, false", "rejected, true", "rejected, false"})
  void a_file_that_cannot_be_moved_out_waits_and_is_queued_once(String folder, boolean full) {
    boolean done = folder.equals("done");
    String row = done ? GOOD : "S1,12,,Nobody,Hello";
    Path target = home.resolve(folder);
    try (Volume volume = new Volume(target)) {
      spoil(volume, full);
      heed.drop("x.csv", HEADER, row);
      Ran result = heed.run("import");
      assertThat(result.problem())
          .startsWith("x.csv: " + target + " cannot be written (")
          .contains(full ? "No space left on device" : "Read-only file system")
          .doesNotContain("\n", "Exception");
      assertThat(names(target)).allMatch(".filler"::equals);
      mend(volume, full);
      heed.drop("good.csv", HEADER, GOOD.replace("Hello", "Good"));
      assertThat(heed.run("import").problem()).isNull();
      assertThat(names(target)).filteredOn(name -> name.contains("x.csv")).hasSize(3);
      assertThat(names(home.resolve("inbox/.taken"))).isEmpty();
      assertThat(heed.count("message")).isEqualTo(done ? 2 : 1);
    }
  }

  @Test
  void a_file_is_taken_from_a_full_inbox() {
    try (Volume volume = new Volume(home.resolve("inbox"))) {
      heed.drop("x.csv", HEADER, GOOD);
      volume.fill();
      assertThat(heed.run("import").problem()).isNull();
      assertThat(heed.count("message")).isEqualTo(1);
      assertThat(names(home.resolve("done"))).filteredOn(name -> name.contains("x.csv")).hasSize(3);
      assertThat(names(home.resolve("inbox"))).containsExactly(".filler", ".taken");
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void a_read_only_inbox_is_told_of_and_its_files_wait(boolean used) {
    Path inbox = home.resolve("inbox");
    try (Volume volume = new Volume(inbox)) {
      if (used) {
        heed.run("import");
      }
      heed.drop("x.csv", HEADER, GOOD);
      volume.readOnly(true);
      Ran result = heed.run("import");
      assertThat(result.done()).isFalse();
      assertThat(result.problem() + result.lines())
          .contains(inbox.toString(), "Read-only file system")
          .doesNotContain("Exception");
      volume.readOnly(false);
      assertThat(heed.run("import").summary()).containsEntry("queued", 1L);
      assertThat(heed.count("message")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void what_became_of_a_campaign_is_written_by_the_next_run_when_it_could_not_be(boolean full)
      throws IOException {
    Path reports = home.resolve("reports");
    heed.drop("x.csv", HEADER, GOOD);
    heed.run("import");
    try (Volume volume = new Volume(reports, 2048)) {
      spoil(volume, full);
      Ran night = heed.run("nightly");
      assertThat(night.problem())
          .isEqualTo(
              "%s cannot be written (%s), the next run writes what became of the campaigns",
              reports, full ? "No space left on device" : "Read-only file system");
      assertThat(night.summary()).containsEntry("texted", 1L);
      assertThat(names(reports)).allMatch(".filler"::equals);
      Ran report = heed.run("report");
      assertThat(report.problem()).startsWith(reports + " cannot be written (");
      assertThat(names(reports)).allMatch(".filler"::equals);
      mend(volume, full);
      assertThat(heed.run("nightly").problem()).isNull();
      assertThat(names(reports)).containsExactly("campaign-x.csv", "campaign-x.html", "index.html");
      assertThat(Files.readString(reports.resolve("campaign-x.csv"))).contains(",texted,");
      Files.delete(reports.resolve("campaign-x.csv"));
      Files.delete(reports.resolve("campaign-x.html"));
      assertThat(heed.run("nightly").problem()).isNull();
      assertThat(names(reports)).containsExactly("index.html");
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void a_log_that_cannot_be_written_costs_one_line_and_no_night(boolean full, @TempDir Path other)
      throws Exception {
    try (Volume volume = new Volume(other.resolve("logs"))) {
      spoil(volume, full);
      List<String> command = Java.heed();
      command.addAll(
          List.of("run", "nightly", "--heed.home=" + other, "--heed.delivery.quiet-hours=off"));
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(other.resolve("out").toFile())
              .redirectError(other.resolve("err").toFile())
              .start();
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(Files.readString(other.resolve("out"))).containsPattern("texted +\\| +0 \\|");
      assertThat(Files.readAllLines(other.resolve("err")))
          .singleElement()
          .asString()
          .startsWith("heed: the log cannot be written, the run goes on without: ")
          .endsWith(full ? "No space left on device" : "Read-only file system");
    }
  }

  private static void spoil(Volume volume, boolean full) {
    if (full) {
      volume.fill();
    } else {
      volume.readOnly(true);
    }
  }

  private static void mend(Volume volume, boolean full) {
    if (full) {
      volume.free();
    } else {
      volume.readOnly(false);
    }
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
