package org.heed.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.TestHeed;
import org.heed.address.EmailAddress;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be no address is told when its file is read, not when the night hands its email in. */
@NullUnmarked
class SameVerdictTest {
  private static final String LETTERS = "250-raw.invalid\r\n250-8BITMIME\r\n250 SMTPUTF8";
  private static final Pattern OFTEN = Pattern.compile("\\{([^{}*]+)\\*(\\d+)}");
  private static final Pattern UNIT = Pattern.compile("\\\\u(\\p{XDigit}{4})");

  /** wire: as a server is told it; null: it is no address. */
  private record Line(String typed, String wire) {}

  @TempDir Path home;
  private final RawSmtp server = new RawSmtp();
  private final List<Line> lines = lines();
  private final List<String> wires =
      lines.stream().map(Line::wire).filter(Objects::nonNull).toList();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void the_post_sends_to_an_address_as_it_is_written_or_asks_no_server() {
    server.script(said -> said.startsWith("EHLO") ? LETTERS : null);
    List<String> misjudged = new ArrayList<>();
    try (Post post = Letters.post(server.port(), Map.of())) {
      for (Line line : lines) {
        PostAnswer receipt = post.send(Letters.to(line.typed()));
        boolean sent = receipt.kind() == PostAnswer.Kind.SENT;
        if (sent == (line.wire() == null)
            || sent == receipt.words().startsWith("not an email address: ")) {
          misjudged.add(line.typed() + " | " + receipt);
        }
      }
    }
    assertThat(misjudged).isEmpty();
    assertThat(told()).containsExactlyElementsOf(wires);
  }

  @Test
  void the_import_takes_the_same_addresses_and_the_night_sends_to_them_as_they_are_written() {
    server.script(said -> said.startsWith("EHLO") ? LETTERS : null);
    try (TestHeed heed =
        TestHeed.start(
            TestDatabase.HSQLDB,
            home,
            "--heed.import.max-rejected=100%",
            "--heed.mail.from=texts@example.edu",
            "--spring.mail.host=127.0.0.1",
            "--spring.mail.port=" + server.port())) {
      heed.drop("c.csv", file());
      assertThat(heed.run("import").problem()).isNull();
      List<Long> rejected =
          heed.jdbc.queryForList("select line from rejected_row order by line", Long.class);
      assertThat(heed.run("nightly").problem()).isNull();

      for (int i = 0; i < lines.size(); i++) {
        assertThat(rejected.contains(i + 2L))
            .as(lines.get(i).typed())
            .isEqualTo(lines.get(i).wire() == null);
      }
      assertThat(
              heed.jdbc.queryForList("select distinct column_name from rejected_row", String.class))
          .containsExactly("email");
      assertThat(heed.jdbc.queryForList("select distinct status from message", String.class))
          .containsExactly("SENT");
      assertThat(heed.jdbc.queryForList("select destination from message_report", String.class))
          .as("the address alone is on the report")
          .allMatch(address -> address.equals(EmailAddress.read(address).address().toString()));
    }
    assertThat(told()).containsExactlyInAnyOrderElementsOf(wires);
  }

  private List<String> told() {
    return server.commands("RCPT").stream()
        .map(command -> new String(command.getBytes(ISO_8859_1), UTF_8))
        .map(command -> command.substring("RCPT TO:<".length(), command.length() - 1))
        .toList();
  }

  private byte[] file() {
    StringBuilder csv = new StringBuilder("student_id,email,from,message\n");
    for (int i = 0; i < lines.size(); i++) {
      String typed = lines.get(i).typed().replace("\"", "\"\"");
      csv.append("E%d,\"%s\",Advising,Hello\n".formatted(1000 + i, typed));
    }
    return csv.toString().getBytes(UTF_8);
  }

  private static List<Line> lines() {
    try (InputStream file = SameVerdictTest.class.getResourceAsStream("addresses.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith("+ ") || line.startsWith("- "))
          .map(SameVerdictTest::line)
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Line line(String line) {
    String[] parts = line.substring(2).split("\t", 2);
    String typed = plain(parts[0]);
    return new Line(
        typed, line.startsWith("-") ? null : parts.length == 1 ? typed : plain(parts[1]));
  }

  private static String plain(String text) {
    String repeated =
        OFTEN.matcher(text).replaceAll(m -> m.group(1).repeat(Integer.parseInt(m.group(2))));
    return UNIT.matcher(repeated)
        .replaceAll(
            unit ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(unit.group(1), 16))))
        .translateEscapes();
  }
}
