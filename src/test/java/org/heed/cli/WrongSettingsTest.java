package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.heed.Java;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** Settings that cannot be worked with, seen from outside: one line, where, and nothing else. */
@NullUnmarked
class WrongSettingsTest {
  private static final String SETTINGS = "config/application.yml";

  @TempDir static Path same;
  private static FolderCommands commands;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws IOException {
    commands = FolderCommands.in(same);
  }

  @AfterAll
  static void close() {
    commands.close();
    commands = null;
  }

  @AfterEach
  void empty() throws IOException {
    try (Stream<Path> files = Files.list(same)) {
      for (Path file : files.toList()) {
        FileSystemUtils.deleteRecursively(file);
      }
    }
  }

  /**
   * One wrong thing.
   *
   * @param file where it is written; null: on the command line alone
   * @param words the one line has them
   */
  record Row(String file, String content, Charset charset, List<String> typed, String words) {
    @Override
    public String toString() {
      return words;
    }
  }

  private static Row row(String yaml, String words) {
    return row(yaml, StandardCharsets.UTF_8, words);
  }

  private static Row row(String yaml, Charset charset, String words) {
    return new Row(SETTINGS, yaml, charset, List.of("status"), words);
  }

  private static Row properties(String text, String words) {
    return new Row(
        "config/application.properties", text, StandardCharsets.UTF_8, List.of("status"), words);
  }

  private static Row night(String yaml, String words) {
    return new Row(SETTINGS, yaml, StandardCharsets.UTF_8, List.of("run", "nightly"), words);
  }

  private static Row typed(String setting, String words) {
    return new Row(null, "", StandardCharsets.UTF_8, List.of("status", setting), words);
  }

  static Stream<Row> wrong() {
    return Stream.of(
        row(
            "heed.twilio: { account-sid: AC1, auth-token: \"x${TWILIO_TOKEN}y\" }",
            "heed.twilio.auth-token: found ${TWILIO_TOKEN}, and neither"),
        row("spring.mail.password: ${NO_SUCH}", "spring.mail.password: found ${NO_SUCH}"),
        row("heed.home: ${heed.home}", "heed.home: found ${"),
        typed("--heed.name=${NOBODY}", "heed.name: found ${NOBODY}"),
        row("heed:\n\tname: A\n", "config/application.yml, line 2: no YAML: a tab"),
        row("heed:\n  name: A\n  name: B\n", "config/application.yml, line 3: no YAML: found dup"),
        row("heed.name: [A\n", "config/application.yml, line 2: no YAML"),
        row("heed.name=A\n", "config/application.yml: expected lines such as"),
        row("- heed.name\n", "config/application.yml: expected lines such as"),
        row(
            "heed:\n  name: Universität\n",
            StandardCharsets.ISO_8859_1,
            "config/application.yml, line 2: not written in UTF-8"),
        row(
            "heed:\n  mail: { form: a@x.edu }\n",
            "heed.mail.form: there is no such setting; the nearest is heed.mail.from"),
        row("heed.import.patience: soon\n", "heed.import.patience: found soon, expected a time"),
        night(
            "heed.twilio: { account-sid: AC1, auth-token: x, base-url: \"http://a.edu:99999\" }",
            "heed.twilio.base-url: found http://a.edu:99999, expected a URL such as"),
        night(
            "heed.twilio: { account-sid: AC1 2, auth-token: x }",
            "heed.twilio.account-sid: found AC1 2, expected an id such as"),
        row("heed.mail.from: nobody\n", "heed.mail.from: found nobody, expected an address"),
        row("heed.mail.reply-to: a@b@c\n", "heed.mail.reply-to: found a@b@c, expected an"),
        row("heed.mail: a@x.edu\n", "heed.mail: there is no such setting; the nearest is"),
        row("hed:\n  name: A\n", "hed.name: there is no such setting"),
        row("spring.mail.hots: x\n", "spring.mail.hots: there is no such setting"),
        row("spring.datasource: { user: x }\n", "spring.datasource.user: there is no such"),
        row("spring.mail.port: many\nspring.mail.host: x\n", "spring.mail.port: found many"),
        row("spring.mail.port: 99999\n", "spring.mail.port: found 99999, expected 1 to 65535"),
        row("spring.mail.port: -1\n", "spring.mail.port: found -1, expected 1 to 65535"),
        row("spring.mail.host: local host\n", "spring.mail.host: found local host, expected the"),
        row(
            "spring.mail.properties: { mail.smtp.startls.enable: true }\n",
            "spring.mail.properties.mail.smtp.startls.enable: there is no such setting of mail"),
        row("heed.name: &a [*a]\n", "config/application.yml: found an anchor that holds itself"),
        row("heed.delivery.opt-out-line: true\n", "heed.delivery.opt-out-line: found true, exp"),
        row(
            "heed.delivery.opt-out-line: Hi {{first_name}} STOP\n",
            "heed.delivery.opt-out-line: found Hi {{first_name}} STOP, expected at most 160"),
        night(
            "heed.consent.opt-in-keywords: [no]\n",
            "heed.consent.opt-in-keywords: found no, which"),
        row("heed.name: A\0B\n", "config/application.yml: no YAML: special characters"),
        row(
            "heed.name: !!java.net.URL [x]\n",
            "config/application.yml, line 1: no YAML: Global tag is not allowed"),
        row("heed.senders: Advising\n", "heed.senders: found Advising, expected"),
        properties(
            "heed.name=Universität", "config/application.properties, line 1: found a letter"),
        properties("a=b\nheed.name=\\u00zz", "config/application.properties: found a \\u without"),
        properties("heed.nmae=A", "heed.nmae: there is no such setting; the nearest is heed.name"),
        row("heed.home: ~/texts\n", "heed.home: found \"~/texts\""),
        typed("--heed.home=a%41b", "heed.home: found \"a%41b\""),
        typed("--heed.home=a;hsqldb.write_delay=true", "heed.home: found \"a;hsqldb.write_delay"),
        typed("--heed.home=he(ed", "heed.home: found \"he(ed\""),
        typed("--heed.home=he)e(d", "heed.home: found \"he)e(d\""),
        row("heed.country: XX", "heed.country: found \"XX\", expected a country's two letters"),
        row("heed.country: usa", "heed.country: found \"usa\""),
        row("heed.time-zone: [a, b]", "heed.time-zone[0]: there is no such setting"),
        row("heed.twilio.auth-token: \"${NOPE\"", "heed.twilio.auth-token: found ${ without an"),
        row("heed.name: \"${HOME} ${\"", "heed.name: found ${ without an end"),
        typed(
            "--heed.delivery.validity=0", "heed.delivery.validity: found 0 ms, expected 1s to 10h"),
        typed("--heed.delivery.validity=11h", "heed.delivery.validity: found 39600000 ms"),
        typed("--heed.delivery.validity=-4h", "heed.delivery.validity: found -14400000 ms"),
        typed("--heed.delivery.validity=999ms", "heed.delivery.validity: found 999 ms"),
        row("heed.delivery.validity: long", "heed.delivery.validity: found long, expected a time"),
        row(
            "heed.delivery.max-texts-per-person: 3",
            "heed.delivery.max-texts-per-person: found 3, expected a number and a time such as"),
        row(
            "heed.delivery.over-limit: drop",
            "heed.delivery.over-limit: found drop, expected one of"),
        typed("--heed.home=", "heed.home: found \"\""),
        typed("--heed.home=a\"b", "heed.home: found \"a\"b\""),
        typed("--logging.config=nowhere.xml", "logging.config: found nowhere.xml"),
        typed("--spring.config.import=configtree:/nowhere/", "spring.config.import"),
        new Row(
            "config/application.yml.txt",
            "heed.name: A",
            StandardCharsets.UTF_8,
            List.of("status"),
            "config/application.yml.txt is not read"),
        new Row(
            "jobs/nightly.yml",
            "kind: nightly\n\tcron: x\n",
            StandardCharsets.UTF_8,
            List.of("serve"),
            "jobs/nightly.yml, line 2: no YAML: a tab"),
        new Row(
            "jobs/nightly.yml",
            "kind: nightly # ü",
            StandardCharsets.ISO_8859_1,
            List.of("serve"),
            "jobs/nightly.yml, line 1: not written in UTF-8"));
  }

  /** One row of each place a setting is written in, under each command. */
  static Stream<Row> places() {
    Map<String, Row> first = new LinkedHashMap<>();
    wrong().forEach(row -> first.putIfAbsent(row.file() + row.typed().get(0), row));
    return first.values().stream();
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void a_wrong_setting_is_one_line_on_standard_error(Row row) throws Exception {
    write(same, row);
    assertThat(commands.run(row.typed())).isEqualTo(2);
    told(same, row);
  }

  @ParameterizedTest
  @MethodSource("places")
  void it_is_so_of_a_process_and_its_exit_status(Row row) throws Exception {
    write(folder, row);
    assertThat(run(row.typed())).isEqualTo(2);
    told(folder, row);
  }

  private static void write(Path folder, Row row) throws IOException {
    if (row.file() != null) {
      write(folder, row.file(), row.content(), row.charset());
    }
  }

  private static void told(Path folder, Row row) throws IOException {
    assertThat(Files.readString(folder.resolve("out"))).isEmpty();
    assertThat(Files.readString(folder.resolve("err")))
        .startsWith("heed: ")
        .contains(row.words())
        .hasLineCount(1);
  }

  @Test
  void what_is_right_keeps_working() throws Exception {
    write(
        folder,
        SETTINGS,
        """
        \uFEFFheed:
          name: Universität
          home: "./home (1), é & 'co' ${WHERE:#2}"
        spring:
          mail: { host: x, properties: { mail.smtp.ssl.trust: x } }
          datasource.hikari.maximum-pool-size: 4
        logging.level.org.heed: DEBUG
        """
            .replace("\n", "\r\n"),
        StandardCharsets.UTF_8);
    assertThat(run(List.of("status"))).isZero();
    assertThat(Files.readString(folder.resolve("err"))).isEmpty();
    assertThat(folder.resolve("home (1), é & 'co' #2/db/heed.script")).exists();
  }

  private static void write(Path folder, String file, String content, Charset charset)
      throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, content.getBytes(charset));
  }

  private int run(List<String> words) throws Exception {
    List<String> command = Java.heed();
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process =
        builder
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
