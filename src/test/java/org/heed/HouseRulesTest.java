package org.heed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no source may say, each rule with a line that would break it. */
@NullUnmarked
class HouseRulesTest {
  private static final Path SOURCES = Path.of("src/main/java/org/heed");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//[^\n]*");

  /**
   * A rule.
   *
   * @param planted a line that breaks it
   * @param exempt the files that may, and folders in which some do
   */
  record Rule(String name, Pattern broken, String planted, Set<String> exempt) {
    private static Rule of(String name, String broken, String planted, String... exempt) {
      return new Rule(name, Pattern.compile(broken), planted, Set.of(exempt));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Rule> rules() {
    return Stream.of(
        // A lock says since when it is held before there is a clock.
        Rule.of(
            "no time but the clock's",
            "\\b(Instant|LocalDate|LocalDateTime|OffsetDateTime)\\.now\\(\\)|new Date\\(\\)"
                + "|System\\.currentTimeMillis",
            "Instant at = Instant.now();",
            "demo/DemoClock.java",
            "storage/DatabaseHold.java"),
        Rule.of(
            "no number spelt out in a log",
            "\\blog\\s*\\.\\w+\\((?:[^;\"]|\"[^\"]*\")*e164\\(\\)",
            "log.info(\"to {}\", to.e164());"),
        Rule.of(
            "no number spelt out in an exception",
            "new \\w*(Exception|Error|Fault)\\((?:[^;\"]|\"[^\"]*\")*\\be164\\(\\)",
            "throw new IllegalStateException(\"no lane for \" + to.e164());"),
        Rule.of(
            "no printing beside the commands",
            "System\\.(out|err)\\b",
            "System.out.println(1);",
            "cli/Ending.java",
            "storage/LogFolder.java"),
        // The migration is the table's own definition.
        Rule.of(
            "no status or channel spelt out beside the queue",
            "['\"](READY|HELD|SENDING|IN_DOUBT|SENT|DELIVERED|FAILED|UNKNOWN|CANCELLED|RELEASED"
                + "|SMS|EMAIL)['\"]",
            "\"select id from message where status = 'HELD'\"",
            "queue/",
            "storage/CancelledStatus.java"),
        // Why it is there says Standing.unindexed.
        Rule.of(
            "no index turned away but by name",
            "\\|\\| ''",
            "\"... where status || '' = 'HELD'\"",
            "queue/",
            "people/Listings.java"),
        // What is left are parameters of statements, models of templates, and YAML as it was typed.
        Rule.of(
            "no answer put together as a map",
            "Map<String, (@Nullable )?Object>",
            "Map<String, Object> all = new LinkedHashMap<>();",
            "Components.java",
            "calendar/Calendar.java",
            "chain/Chain.java",
            "consent/Holds.java",
            "email/EmailDesign.java",
            "email/Letters.java",
            "page/PageText.java",
            "queue/HeldMessages.java",
            "report/ReportMail.java",
            "schedule/JobFile.java",
            "settings/PlainYaml.java",
            "settings/PlainYamlLoader.java"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void no_source_breaks_it(Rule rule) throws IOException {
    assertThat(rule.broken().matcher(rule.planted()).find()).isTrue();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<String> broken =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> rule.broken().matcher(code(file)).find())
              .map(file -> SOURCES.relativize(file).toString())
              .map(file -> rule.exempt().stream().filter(file::startsWith).findFirst().orElse(file))
              .distinct()
              .toList();
      assertThat(broken).containsExactlyInAnyOrderElementsOf(rule.exempt());
    }
  }

  private static String code(Path file) {
    try {
      return COMMENT.matcher(Files.readString(file)).replaceAll("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
