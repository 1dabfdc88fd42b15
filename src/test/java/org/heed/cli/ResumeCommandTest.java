package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class ResumeCommandTest {
  @TempDir Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void R9_staff_see_what_is_paused_and_let_it_go_on() throws Exception {
    Files.createDirectories(home.resolve("inbox"));
    Files.writeString(
        home.resolve("inbox/spring term.csv"),
        "phone,message,from\n(312) 555-0110,Hi,Advising\n312-555-0111,Hi,Advising\n");
    assertThat(run("run", "import", "--heed.import.unchanged-for=0s")).contains("2");
    try (Connection database =
            DriverManager.getConnection(
                "jdbc:hsqldb:file:" + home + "/db/heed;shutdown=true", "SA", "");
        Statement statement = database.createStatement()) {
      statement.execute(
          "insert into pause (campaign_id, texts, opt_outs, run_id, paused_at)"
              + " select id, 120, 7, 1, timestamp '2026-11-23 12:00:00+00:00' from campaign");
    }
    String line =
        "campaign spring term is paused: 7 of 120 texts brought an opt-out, 2 messages are held;"
            + " to go on: resume \"spring term\" --by NAME --reason TEXT\n";
    assertThat(run("run", "nightly", "--heed.delivery.quiet-hours=off")).contains(line);
    assertThat(run("status")).contains("Paused\n  " + line, "HELD               2");
    assertThat(run("resume")).isEqualTo(line);
    assertThat(run("status", "--json"))
        .contains("\"paused\" : [ {", "\"name\" : \"spring term\"", "\"opt_outs\" : 7")
        .contains("\"paused_at\" : \"2026-11-23T12:00Z\"");
    assertThat(run("resume", "spring term", "--by=Kim", "--reason=the list is right"))
        .isEqualTo(
            "The campaign spring term goes on: 2 messages are queued again, for the next nightly"
                + " run.\n");
    assertThat(run("resume", "--json")).contains("\"paused\" : [ ]");
  }

  private String run(String... typed) {
    List<String> words = new ArrayList<>(List.of(typed));
    words.add("--heed.home=" + home);
    words.add("--heed.time-zone=UTC");
    words.add("--heed.senders[0].number=+12025550100");
    words.add("--heed.senders[0].name=Advising");
    out.reset();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(Heed.execute(words, new Ending(), to, System.err)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
