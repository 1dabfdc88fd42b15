package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While {@code serve} has the database and takes files of consent, staff decide by commands, each a
 * process of its own: all of it is one chain (E6), and what the evidence says of it is verified
 * where there is no database (E5).
 */
@NullUnmarked
class ProvenProcessesTest {
  private static final int STAFF = 4;
  private static final int FILES = 3;

  @TempDir Path home;

  private HeldGateway gateway;
  private String url;

  @BeforeEach
  void gateway() throws IOException {
    gateway = new HeldGateway(1000);
    gateway.goOn();
  }

  @AfterEach
  void end() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource
  void E5_E6_many_processes_write_one_chain_and_evidence_is_read_beside_serve(TestDatabase database)
      throws Exception {
    url = "--spring.datasource.url=" + database.url(home);
    Path jobs = Files.createDirectories(home.resolve("jobs"));
    Files.writeString(jobs.resolve("import.yml"), "kind: import\ncron: \"* * * * * *\"\n");
    drop("people.csv", "student_id,last_name,mobile_phone", people());
    Process serve = heed("serve", "serve", "--heed.jobs=" + jobs);
    try {
      await("done", "people.csv");
      List<Process> staff = new ArrayList<>();
      for (int n = 0; n < STAFF; n++) {
        staff.add(
            heed(
                "staff" + n,
                "consent",
                "disable",
                phone(n),
                "--by=Kim Katz",
                "--reason=asked by phone " + n));
        if (n < FILES) {
          drop(
              "forms" + n + ".csv",
              "phone,sms_status,basis",
              List.of(phone(STAFF + n) + ",ENABLED,form"));
        }
      }
      for (int n = 0; n < STAFF; n++) {
        assertThat(finish(staff.get(n))).as(said("staff" + n)).isZero();
      }
      for (int n = 0; n < FILES; n++) {
        await("done", "forms" + n + ".csv");
      }
      Path zip = home.resolve("evidence.zip");
      assertThat(finish(heed("evidence", "consent", "evidence", phone(0), "--out=" + zip)))
          .as(said("evidence"))
          .isZero();
      assertThat(serve.isAlive()).isTrue();
      verified(zip);
    } finally {
      serve.destroy();
      assertThat(finish(serve)).isZero();
    }
    assertThat(finish(heed("audit", "audit"))).as(said("audit")).isZero();
    assertThat(said("audit")).contains((STAFF + FILES) + " facts");
  }

  /** On a machine that has the file alone. */
  private void verified(Path zip) throws Exception {
    Path other = Files.createDirectories(home.resolve("other"));
    Path copy = Files.copy(zip, other.resolve("evidence.zip"));
    Process verify =
        gateway.heed(
            other,
            "consent",
            "verify",
            copy.toString(),
            "--spring.datasource.url=jdbc:hsqldb:file:/nowhere/at/all");
    assertThat(finish(verify)).as(Files.readString(other.resolve("err"))).isZero();
    assertThat(Files.readString(other.resolve("out"))).contains("All of it holds together");
    assertThat(other).isDirectoryNotContaining("glob:**/{db,inbox,done,reports,logs}");
  }

  private static List<String> people() {
    return IntStream.range(0, STAFF + FILES).mapToObj(n -> "S" + n + ",Lee," + phone(n)).toList();
  }

  private static String phone(int n) {
    return "+1312555010" + n;
  }

  private void drop(String name, String header, List<String> rows) throws IOException {
    Path inbox = Files.createDirectories(home.resolve("inbox"));
    Files.writeString(inbox.resolve(name), header + "\n" + String.join("\n", rows) + "\n");
  }

  private Process heed(String said, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(url);
    Path folder = Files.createDirectories(home.resolve("said").resolve(said));
    return gateway.heed(home, folder, all.toArray(String[]::new));
  }

  private String said(String what) throws IOException {
    Path folder = home.resolve("said").resolve(what);
    return Files.readString(folder.resolve("out")) + Files.readString(folder.resolve("err"));
  }

  private static int finish(Process process) throws InterruptedException {
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Until a file stands in a folder of the home. */
  private void await(String folder, String ending) throws Exception {
    Path where = Files.createDirectories(home.resolve(folder));
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    try (java.nio.file.WatchService changes = home.getFileSystem().newWatchService()) {
      where.register(changes, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
      while (true) {
        try (java.util.stream.Stream<Path> files = Files.list(where)) {
          if (files.anyMatch(file -> file.toString().endsWith("-" + ending))) {
            return;
          }
        }
        assertThat(System.nanoTime()).as(said("serve")).isLessThan(giveUp);
        java.nio.file.WatchKey key = changes.poll(200, TimeUnit.MILLISECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    }
  }
}
