package org.heed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.gateway.Middleman;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.StorageFull;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/**
 * Nights on file systems of random sizes that fill up while texts leave. {@code -Ddisk.sizes=50}
 * tries so many, {@code -Ddisk.seed=} others.
 */
@NullUnmarked
class DiskFullTest {
  private static final int SIZES = Integer.getInteger("disk.sizes", 4);
  private static final long SEED = Long.getLong("disk.seed", 20261125);
  private static final int MESSAGES = 1200;
  private static final int PLENTY = 512 * 1024;

  @TempDir static Path prepared;
  @TempDir Path home;

  /** The database with every message queued, and what it takes: kilobytes. */
  private static long base;

  @BeforeAll
  static void queue() throws IOException {
    try (TestHeed heed = start(prepared, "http://127.0.0.1:1", "0B")) {
      heed.drop(
          "c.csv",
          Stream.concat(
                  Stream.of("phone,from,message"),
                  IntStream.range(0, MESSAGES)
                      .mapToObj(i -> "+1312555%04d,Advising,No %d".formatted(i, i)))
              .toArray(String[]::new));
      assertThat(heed.run("import").done()).isTrue();
    }
    Files.deleteIfExists(prepared.resolve("db/heed.lock"));
    try (Stream<Path> files = Files.list(prepared.resolve("db"))) {
      base = files.mapToLong(file -> file.toFile().length()).sum() / 1024;
    }
  }

  @AfterAll
  static void forget() {
    base = 0;
  }

  static Stream<List<Object>> sizes() {
    Random random = new Random(SEED);
    return IntStream.range(0, SIZES)
        .mapToObj(
            i -> {
              boolean floor = i % 4 == 3;
              return List.of(random.nextInt(2000) + (floor ? 1100 : 0), floor ? "1MB" : "0B");
            });
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void at_most_one_text_leaves_after_the_disk_is_full_and_nothing_is_lost_or_doubled(
      List<Object> size) throws IOException {
    Path db = home.resolve("db");
    int kilobytes = (int) (base + (int) size.get(0));
    TestClock clock = new TestClock(TestHeed.NOON);
    try (Volume volume = new Volume(db, kilobytes);
        SandboxGateway sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
        Middleman gateway = new Middleman(sandbox.baseUrl())) {
      FileSystemUtils.copyRecursively(prepared.resolve("db"), db);
      boolean done = false;
      try (TestHeed heed = start(home, gateway.baseUrl().toString(), (String) size.get(1), clock)) {
        Ran night = heed.run("nightly");
        done = night.done();
        assertThat(String.valueOf(night.problem()))
            .matches("null|.*the volume of .*db (is full|took no more|cannot).*");
      } catch (StorageFull full) {
        assertThat(full).hasMessageContaining("nothing is lost");
      } catch (RuntimeException tooSmallToStart) {
        assertThat(gateway.posts()).isEmpty();
      }
      int left = gateway.posts().size();
      System.out.printf(
          "%,d kB, %s to be free: %,d of %,d texts left, %s%n",
          kilobytes, size.get(1), left, MESSAGES, done ? "done" : "stopped");
      // Every text may have left before the disk was too full to say so.
      assertThat(!done || left == MESSAGES).isTrue();

      volume.resize(PLENTY);
      clock.advance(Duration.ofHours(1));
      try (TestHeed heed = start(home, gateway.baseUrl().toString(), "8MB", clock)) {
        int known = heed.count("attempt where channel = 'SMS'") + heed.count("intent");
        assertThat(left).isLessThanOrEqualTo(known + 1);
        for (int night = 0; night < 3; night++) {
          assertThat(heed.run("nightly").done()).isTrue();
          clock.advance(Duration.ofMinutes(61));
        }
        assertThat(
                gateway.posts().stream()
                    .map(post -> post.form().get("Body").lines().findFirst().orElseThrow()))
            .doesNotHaveDuplicates()
            .hasSize(MESSAGES);
        assertThat(heed.count("message where status in ('SENT', 'DELIVERED')")).isEqualTo(MESSAGES);
      }
    }
  }

  private static TestHeed start(Path home, String gateway, String minFree) {
    return start(home, gateway, minFree, new TestClock(TestHeed.NOON));
  }

  private static TestHeed start(Path home, String gateway, String minFree, TestClock clock) {
    return TestHeed.start(
        TestDatabase.HSQLDB.newUrl(home),
        home,
        clock,
        "--heed.twilio.base-url=" + gateway,
        "--heed.storage.min-free=" + minFree,
        "--heed.storage.backups=0");
  }
}
