package org.heed.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
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
            "update message set send_after = timestamp '2030-01-01 00:00:00' where body ="
                + " 'Tomorrow'");
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
        String third = done("third.csv");
        heed.drop(third, "phone,email,from,message", row("+13125550113", "Third"));
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
            .hasSize(11);
      }
    }
  }

  @Test
  void a_stranger_s_text_is_taken_for_no_other_than_the_one_it_reads_like() throws Exception {
    String phone = "+13125550110";
    try (SandboxGateway sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
        Middleman gateway = new Middleman(sandbox.baseUrl());
        TestHeed heed = start(gateway)) {
      heed.run("nightly");
      clock.advance(Duration.ofHours(1));
      heed.drop(
          "c.csv",
          "phone,email,from,message,send_after",
          row(phone, "Reminder") + ",2026-11-30",
          row(phone, "Class cancelled") + ",",
          row(phone, "Same words") + ",");
      heed.run("import");
      for (String body : List.of("Reminder", "Class cancelled\nRoom 5", "Same words")) {
        strange(sandbox, phone, body);
      }
      heed.run("nightly");
      assertThat(bodies(gateway)).containsExactly(phone + " Class cancelled");
      clock.advance(Duration.ofDays(7));
      heed.run("nightly");
      assertThat(bodies(gateway)).containsExactly(phone + " Class cancelled", phone + " Reminder");
    }
  }

  private String done(String name) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("done"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith("-" + name))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Another program of the same account texts. */
  static void strange(SandboxGateway sandbox, String to, String body) throws Exception {
    String form =
        "To=%s&From=%s&Body=%s"
            .formatted(
                URLEncoder.encode(to, StandardCharsets.UTF_8),
                URLEncoder.encode(ADVISING, StandardCharsets.UTF_8),
                URLEncoder.encode(body, StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            sandbox.baseUrl()
                                + "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header(
                        "Authorization",
                        "Basic "
                            + Base64.getEncoder()
                                .encodeToString(
                                    "AC00000000000000000000000000000000:sandbox"
                                        .getBytes(StandardCharsets.UTF_8)))
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  static List<String> bodies(Middleman gateway) {
    return gateway.posts().stream()
        .map(post -> post.form())
        .map(form -> form.get("To") + " " + form.get("Body").lines().findFirst().orElseThrow())
        .toList();
  }

  static String row(String phone, String text) {
    return phone + ",s@example.edu,Advising,\"" + text + "\"";
  }

  private TestHeed start(Middleman gateway) throws IOException {
    try (Stream<Path> files =
        Files.isDirectory(home.resolve("db")) ? Files.list(home.resolve("db")) : Stream.of()) {
      files.filter(file -> file.endsWith("heed.lock")).forEach(file -> file.toFile().delete());
    }
    return TestHeed.start(
        TestDatabase.HSQLDB.url(home),
        home,
        clock,
        "--heed.twilio.base-url=" + gateway.baseUrl(),
        "--heed.consent.learn-from-replies=false");
  }
}
