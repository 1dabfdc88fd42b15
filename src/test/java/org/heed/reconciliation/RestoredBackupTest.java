package org.heed.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.audit.Audit;
import org.heed.gateway.Middleman;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** An old backup takes the database's place: what left since is in the gateway's log alone. */
@NullUnmarked
class RestoredBackupTest {
  private static final String OFF = "+13125550119";
  @TempDir Path home;
  private final TestClock clock = new TestClock(TestHeed.NOON);

  @Test
  void R6_nothing_that_left_since_the_backup_is_sent_again() throws IOException {
    try (SandboxGateway sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
        Middleman gateway = new Middleman(sandbox.baseUrl())) {
      try (TestHeed heed = start(gateway)) {
        heed.drop("first.csv", "phone,email,from,message", row("+13125550110", "First"));
        heed.drop("off.csv", "phone,email,from,message", row(OFF, "First"));
        heed.run("import");
        heed.run("nightly");
        clock.advance(Duration.ofHours(1));
        heed.drop(
            "second.csv",
            "phone,email,from,message",
            row("+13125550110", "Second"),
            row("+13125550111", "Second"),
            row("+13125550111", "Second, too"),
            row(OFF, "Second"),
            row("+13125550112", "Tomorrow"));
        heed.run("import");
      }
      Path backup = home.resolve("old");
      FileSystemUtils.copyRecursively(home.resolve("db"), backup);
      try (TestHeed heed = start(gateway)) {
        sandbox.reply(OFF, ADVISING, "STOP");
        clock.advance(Duration.ofMinutes(1));
        heed.jdbc.update(
            "update message set send_after = timestamp '2030-01-01 00:00:00' where body = 'Tomorrow'");
        heed.run("nightly");
        clock.advance(Duration.ofHours(1));
        heed.drop("third.csv", "phone,email,from,message", row("+13125550113", "Third"));
        heed.run("import");
        heed.run("nightly");
      }
      assertThat(bodies(gateway)).hasSize(7);

      FileSystemUtils.deleteRecursively(home.resolve("db"));
      FileSystemUtils.copyRecursively(backup, home.resolve("db"));
      clock.advance(Duration.ofHours(1));
      try (TestHeed heed = start(gateway)) {
        // Taken after the backup, so the database does not know it: staff drop it again.
        heed.drop("third.csv", "phone,email,from,message", row("+13125550113", "Third"));
        heed.run("import");
        heed.run("nightly");
        assertThat(bodies(gateway)).hasSize(8).doesNotHaveDuplicates();
        assertThat(bodies(gateway).get(7)).contains("Tomorrow");
        assertThat(heed.smsStatus(OFF)).isEqualTo("DISABLED");
        assertThat(
                heed.jdbc.queryForList(
                    "select status || ' ' || channel from message order by id", String.class))
            .containsExactly(
                "DELIVERED SMS",
                "DELIVERED SMS",
                "DELIVERED SMS",
                "DELIVERED SMS",
                "DELIVERED SMS",
                "SENT EMAIL",
                "SENT SMS",
                "DELIVERED SMS");
        heed.drop("fourth.csv", "phone,email,from,message", row("+13125550111", "Second."));
        heed.run("import");
        heed.run("nightly");
        assertThat(bodies(gateway)).hasSize(9);
        assertThat(
                heed.bean(Audit.class)
                    .run(
                        violation -> {
                          throw new AssertionError(violation.line());
                        }))
            .hasSize(4);
      }
    }
  }

  private static List<String> bodies(Middleman gateway) {
    return gateway.posts().stream()
        .map(post -> post.form())
        .map(form -> form.get("To") + " " + form.get("Body").lines().findFirst().orElseThrow())
        .toList();
  }

  private static String row(String phone, String text) {
    return phone + ",s@example.edu,Advising,\"" + text + "\"";
  }

  private TestHeed start(Middleman gateway) throws IOException {
    try (Stream<Path> files =
        Files.isDirectory(home.resolve("db")) ? Files.list(home.resolve("db")) : Stream.of()) {
      files.filter(file -> file.endsWith("heed.lock")).forEach(file -> file.toFile().delete());
    }
    return TestHeed.start(
        TestDatabase.HSQLDB.newUrl(home),
        home,
        clock,
        "--heed.twilio.base-url=" + gateway.baseUrl(),
        "--heed.consent.learn-from-replies=false");
  }
}
