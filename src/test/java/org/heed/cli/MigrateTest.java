package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A week's history is carried over, and everything that is asked has the same answer as before. */
@NullUnmarked
class MigrateTest {
  private static final List<String> PEOPLE =
      List.of("A1", "A3", "A5", "A7", "A9", "A10", "A11", "B1", "+13125550199");

  @TempDir Path folder;

  @Test
  void every_answer_and_report_is_what_it_was() throws Exception {
    Path home = folder.resolve("home");
    String to = TestDatabase.POSTGRESQL.newUrl(folder);
    String server = to.substring(0, to.indexOf('?'));
    List<String> there = List.of("--spring.datasource.url=" + to);
    try (History history = new History(home)) {
      history.play();
      report(history, List.of());
      Map<String, String> before = answers(history, List.of());
      Map<String, String> files = files(home);

      String moved = history.ask(List.of(), "migrate", "--to=" + server, "--user=postgres");
      assertThat(moved)
          .contains("message ", "chain_link ", "batch_job_execution_params ")
          .contains("audit finds the same on both sides: 0 violations.")
          .contains("      url: \"" + server + "\"", "      username: \"postgres\"")
          .endsWith("--- exit status 0\n");
      assertThat(answers(history, there)).isEqualTo(before);
      report(history, there);
      assertThat(files(home)).as("every report").isEqualTo(files);

      for (String command : List.of("status", "person A1", "run nightly", "audit", "serve")) {
        assertThat(history.ask(List.of(), command.split(" ")))
            .as(command)
            .contains("heed: spring.datasource.url: the database in ", " was moved to " + server)
            .endsWith("--- exit status 2\n");
      }
      assertThat(history.ask(List.of(), "migrate", "--to=" + server, "--user=postgres"))
          .contains("was moved to " + server + " already")
          .endsWith("--- exit status 2\n");
      assertThat(history.ask(List.of(), "migrate", "--to=" + server + "2"))
          .contains("was moved to " + server + " already")
          .endsWith("--- exit status 2\n");

      assertThat(history.ask(there, "consent", "disable", "A9", "--by=K", "--reason=x"))
          .endsWith("--- exit status 0\n");
      assertThat(history.ask(there, "run", "nightly")).endsWith("--- exit status 0\n");
      assertThat(history.ask(there, "audit")).endsWith("--- exit status 0\n");
    }
    try (Connection connection = DriverManager.getConnection(to);
        var tables = connection.getMetaData().getTables(null, "public", "heed_move", null)) {
      assertThat(tables.next()).as("nothing of the move is left").isFalse();
    }
  }

  private static void report(History history, List<String> settings) {
    for (String report : List.of("messages", "opt-outs", "delay", "consent-events", "compliance")) {
      assertThat(history.ask(settings, "run", "report", "report=" + report, "formats=csv"))
          .endsWith("--- exit status 0\n");
    }
  }

  private static Map<String, String> answers(History history, List<String> settings) {
    Map<String, String> answers = new TreeMap<>();
    List<String> questions =
        new ArrayList<>(
            List.of(
                "status",
                "status --json",
                "status --campaigns --all --json",
                "review --all --json",
                "consent history A10 --on 2026-11-24",
                "audit --json"));
    PEOPLE.forEach(who -> questions.add("person " + who + " --json"));
    PEOPLE.forEach(who -> questions.add("person " + who));
    PEOPLE.forEach(who -> questions.add("consent history " + who));
    questions.forEach(words -> answers.put(words, history.ask(settings, words.split(" "))));
    return answers;
  }

  private static Map<String, String> files(Path home) {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> reports = Files.list(home.resolve("reports"))) {
      for (Path report : reports.filter(file -> file.toString().endsWith(".csv")).toList()) {
        found.put(report.getFileName().toString(), Files.readString(report));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
