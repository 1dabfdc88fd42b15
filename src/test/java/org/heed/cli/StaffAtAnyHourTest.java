package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A night in a process of its own, and what staff command from another one meanwhile. */
@NullUnmarked
class StaffAtAnyHourTest {
  private static final int MESSAGES = 60;
  private static final String BY = " --by=Kim --reason=asked";

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Path home;
  private String url;
  private HeldGateway gateway;

  @BeforeEach
  void start() throws IOException {
    home =
        Files.createDirectories(folder.resolve("longer than a socket may be ".repeat(4).strip()));
    gateway = new HeldGateway(20);
  }

  @AfterEach
  void end() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource
  void L4_R6_R9_staff_decide_while_a_night_runs_and_the_next_claim_knows_it(TestDatabase database)
      throws Exception {
    url = database.url(home);
    drop("c", "Hello", 0, MESSAGES);
    drop("paused", "Paused", MESSAGES, 3);
    assertThat(heed("run import --heed.import.unchanged-for=0s")).isZero();
    long went = doubtful(0);
    long stayed = doubtful(1);
    sql(
        "insert into pause (campaign_id, texts, opt_outs, run_id, paused_at) select id, 120, 7, 1,"
            + " current_timestamp from campaign where name = 'paused'");
    replied(51, "me no want");
    replied(52, "me wants");
    if (database == TestDatabase.HSQLDB) {
      leftBySomeoneKilled();
    }
    assertThat(heed("status")).isZero();

    Process night = gateway.heed(home, "run", "nightly", "--spring.datasource.url=" + url);
    assertThat(gateway.isFull()).as(Files.readString(home.resolve("err"))).isTrue();
    assertThat(heed("consent disable +13122001050" + BY)).isZero();
    assertThat(said()).contains("no more texts to");
    assertThat(heed("consent disable nobody" + BY)).isEqualTo(Problems.USAGE);
    assertThat(said()).hasLineCount(1);
    assertThat(heed("person +13122001050")).isZero();
    assertThat(said()).contains("DISABLED", "Kim");
    assertThat(heed("consent enable +13122001059" + BY)).isZero();
    assertThat(heed("person +13122001059")).isZero();
    assertThat(said()).contains("ENABLED", "Kim");
    assertThat(heed("review")).isZero();
    assertThat(said()).contains("me no want", "me wants");
    assertThat(heed("review confirm 1" + BY)).isZero();
    assertThat(heed("review dismiss 2" + BY)).isZero();
    assertThat(heed("review dismiss 2" + BY)).isEqualTo(Problems.USAGE);
    assertThat(heed("person +13122001051")).isZero();
    assertThat(said()).contains("DISABLED", "Kim");
    assertThat(heed("settle " + went + " sent" + BY)).isZero();
    assertThat(heed("settle " + went + " resend" + BY)).isEqualTo(Problems.COULD_NOT);
    assertThat(said()).contains("is SENT, expected UNKNOWN");
    assertThat(heed("settle " + stayed + " resend" + BY)).isZero();
    assertThat(heed("resume paused" + BY)).isZero();
    assertThat(said()).contains("3 messages are queued again");
    assertThat(heed("resume")).isZero();
    assertThat(said()).isEqualTo("Nothing is paused.\n");
    assertThat(heed("status")).isZero();
    assertThat(said()).contains("waiting to be sent", "running");
    assertThat(heed("audit --heed.lease=1s")).isEqualTo(Problems.RUNNING);
    assertThat(said())
        .startsWith("heed: the audit needs the database to itself")
        .contains("ask again when this has ended", "nightly")
        .hasLineCount(1);
    gateway.goOn();
    assertThat(night.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(gateway.texts()).noneMatch(text -> text.startsWith("Paused"));
    assertThat(home.resolve("db/heed.sock")).doesNotExist();

    night = gateway.heed(home, "run", "nightly", "--spring.datasource.url=" + url);
    assertThat(night.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(gateway.texts())
        .hasSize(MESSAGES + 3 - 3)
        .doesNotHaveDuplicates()
        .noneMatch(text -> text.matches("(?s)Hello (0|50|51)\\n.*"));
    assertThat(heed("audit")).isZero();
  }

  /** A text that went or not, and nobody can tell. */
  private long doubtful(int row) throws SQLException {
    String of = " from message where body = 'Hello " + row + "'";
    sql(
        "insert into attempt (id, message_id, run_id, channel, sender, destination, body, status,"
            + " attempted_at) select "
            + ("1 + " + row + ", id, 1, 'SMS', '+12025550100', '+131220010")
            + ("0" + row + "', body, 'UNKNOWN', current_timestamp" + of));
    sql(
        "update message set status = 'UNKNOWN', channel = 'SMS', destination = '+131220010"
            + ("0" + row + "' where body = 'Hello " + row + "'"));
    try (Connection open = open();
        Statement statement = open.createStatement();
        var found = statement.executeQuery("select id" + of)) {
      found.next();
      return found.getLong(1);
    }
  }

  private void replied(int row, String words) throws SQLException {
    String phone = "+131220010" + row;
    sql(
        "insert into review (sid, number, sender, body, replied_at, due_on, reads_as) values ('SM"
            + (row + "', '" + phone + "', '+12025550100', '" + words)
            + "', current_timestamp, current_date, 'LOOKS_LIKE')");
  }

  private void sql(String sql) throws SQLException {
    try (Connection open = open();
        Statement statement = open.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }

  private Connection open() throws SQLException {
    return url.contains("hsqldb")
        ? DriverManager.getConnection(url, "SA", "")
        : DriverManager.getConnection(url);
  }

  private void leftBySomeoneKilled() throws IOException {
    StaffSocket socket = new StaffSocket(Files.createDirectories(home.resolve("db")));
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.at(dead::bind);
    }
    assertThat(socket.file()).exists();
  }

  private void drop(String name, String text, int first, int count) throws IOException {
    Files.createDirectories(home.resolve("inbox"));
    Files.writeString(
        home.resolve("inbox/" + name + ".csv"),
        "phone,from,message\n"
            + IntStream.range(first, first + count)
                .mapToObj(i -> "+1312200%d,Advising,%s %d\n".formatted(1000 + i, text, i))
                .collect(Collectors.joining()));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private int heed(String typed) {
    List<String> words = new ArrayList<>(List.of(typed.split(" ")));
    words.add("--spring.datasource.url=" + url);
    words.addAll(gateway.settings(home));
    out.reset();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    return Heed.execute(words, new Ending(), to, to);
  }
}
