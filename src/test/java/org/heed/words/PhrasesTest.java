package org.heed.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every phrase that is asked for is there, every one there is asked for, and each can be filled.
 */
@NullUnmarked
class PhrasesTest {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("org.heed.words.Phrases", Locale.ENGLISH);
  private static final Pattern TEXT = Pattern.compile("\"([a-z]+(?:\\.[a-z0-9]+)+)\"");
  private static final Path SOURCES = Path.of("src/main/java/org/heed");
  private static final Pattern WORDS = Pattern.compile("\\p{L}{2,}[,;:]? [a-z]|[a-z] [a-z]{2,}");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?i)^\\W*(select|insert|for"
              + " update|update|delete|where|join|left|order|group|union|case|fetch|offset|drop|cast)"
              + " |^\\W*(from|and|or|not|on|with|then) .*([_=(.]|exists)|:\\w+\\)?$| = |\\bis"
              + " null\\b|', '[A-Z]");
  private static final Pattern FOR_OPERATORS =
      Pattern.compile(
          "(ConfigurationProblem|Illegal\\w+|\\w*IOException|FileSystemException"
              + "|DateTimeException|DatabaseBusy|ParameterException)");
  private static final Pattern IN_LOGS =
      Pattern.compile(
          "log\\.\\w+|progress\\.begin|Words\\.count|DateTimeFormatter\\.ofPattern|Pattern\\.compile");
  private static final Pattern SPOKEN =
      Pattern.compile("(?:aria-label|alt|title|placeholder|label)=\"([^\"{]*\\p{L}[^\"]*)\"");
  private static final Pattern LETTERS = Pattern.compile("\\p{L}[\\p{L} ,.]*");
  private static final Pattern LITERAL = Pattern.compile("'((?:[^'\\\\\n]|\\\\.)*)'");
  private static final Pattern SCRIPTED =
      Pattern.compile("^[A-Z]\\p{L}*[a-z]|\\p{L}{2,}[,;:]? \\p{L}|^ \\p{L}{2,}|\\p{L}{2,} $");

  /** Classes, selectors, and what the gateway itself says. */
  private static final Set<String> NO_WORDS =
      Set.of(
          "field broad",
          ".toggle button",
          "input, select",
          "pill ",
          "mail ",
          "why ",
          "Attempt To Send To Unsubscribed Recipient 21610");

  private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");

  /**
   * Packages whose texts are for those who run Heed, and files whose texts are none for people or
   * are kept as they are.
   */
  private static final Set<String> EXCEPTED =
      Set.of(
          // For those who run Heed: settings, logs, and what is typed wrongly.
          "settings/",
          "storage/",
          "schedule/",
          "job/",
          "gateway/",
          "mail/",
          "sandbox/",
          "demo/",
          "move/",
          "email/EmailDesign.java",
          "night/Nightly.java",
          "pause/PauseNotices.java",
          "replies/ReplyDigests.java",
          "cli/ConsentCommand.java",
          "cli/Ending.java",
          "cli/Heed.java",
          "cli/MigrateCommand.java",
          "cli/PreviewCommand.java",
          "cli/Problems.java",
          "cli/RunCommand.java",
          "cli/SandboxCommand.java",
          "cli/ServeCommand.java",
          "cli/SettleCommand.java",
          "cli/StaffCall.java",
          "cli/Version.java",
          // The ledger keeps them, and finds them again.
          "consent/ConsentLedger.java",
          "consent/Entry.java",
          "consent/Holds.java",
          "consent/StaffEvidence.java",
          "replies/OtherRefusals.java",
          // What people write, not what they read.
          "importing/BasisReader.java",
          "importing/ConsentWord.java",
          "intake/Fragments.java",
          // Names and statements.
          "chain/Fact.java",
          "chain/Kind.java",
          "chain/Link.java",
          "chart/Attempts.java",
          "chart/Timeline.java",
          "consent/SettledReplies.java",
          "importing/OwedWork.java",
          "importing/TestCampaign.java",
          "page/PageParts.java",
          "queue/Standing.java",
          "report/Filters.java",
          "report/ReportFiles.java");

  @Test
  void each_phrase_can_be_filled() {
    BUNDLE
        .keySet()
        .forEach(
            key -> {
              String pattern = BUNDLE.getString(key);
              new MessageFormat(pattern, Locale.ENGLISH);
              assertThat(LONE_APOSTROPHE.matcher(pattern).find()).as(key).isFalse();
            });
  }

  /** Of two phrases with one key the first would be gone without a word. */
  @Test
  void no_key_stands_twice() throws IOException {
    Set<String> keys = new TreeSet<>();
    try (Stream<String> lines =
        Files.lines(Path.of("src/main/resources/org/heed/words/Phrases.properties"))) {
      assertThat(
              lines
                  .filter(line -> !line.startsWith("#") && line.indexOf('=') > 0)
                  .map(line -> line.substring(0, line.indexOf('=')))
                  .filter(key -> !keys.add(key))
                  .toList())
          .isEmpty();
    }
  }

  @Test
  void each_phrase_there_is_is_asked_for() throws IOException {
    Set<String> asked = new TreeSet<>();
    Set<String> begun = new TreeSet<>();
    for (String source : sources()) {
      TEXT.matcher(source).results().map(found -> found.group(1)).forEach(asked::add);
      Pattern.compile("\"([a-z]+(?:\\.[a-z]+)*\\.)\" \\+")
          .matcher(source)
          .results()
          .map(found -> found.group(1))
          .forEach(begun::add);
    }
    asked.addAll(askedByPages());
    begun.addAll(begunByPages());
    assertThat(
            BUNDLE.keySet().stream()
                .filter(key -> !asked.contains(key) && !asked.contains(key.replace(".then", "")))
                .filter(key -> begun.stream().noneMatch(key::startsWith))
                .toList())
        .isEmpty();
  }

  @Test
  void each_phrase_that_is_asked_for_is_there() throws IOException {
    Pattern call = Pattern.compile("Phrases\\.of\\(([^;]*?)\"([a-z]+(?:\\.[a-z0-9]+)+)\"(?! \\+)");
    Set<String> missing =
        sources().stream()
            .flatMap(source -> call.matcher(source).results())
            .map(found -> found.group(2))
            .filter(key -> !BUNDLE.containsKey(key))
            .collect(Collectors.toCollection(TreeSet::new));
    askedByPages().stream().filter(key -> !BUNDLE.containsKey(key)).forEach(missing::add);
    begunByPages().stream()
        .filter(begun -> BUNDLE.keySet().stream().noneMatch(key -> key.startsWith(begun)))
        .forEach(missing::add);
    assertThat(missing).isEmpty();
  }

  /** A script fills places and knows no choice and no format. */
  @Test
  void each_phrase_of_a_page_has_plain_places() {
    assertThat(Phrases.under("view."))
        .isNotEmpty()
        .allSatisfy(
            (key, words) -> assertThat(words.replaceAll("\\{\\d\\}", "")).doesNotContain("{"));
  }

  /** Found by their values: a phrase is given as many as it has places for. */
  @Test
  void each_phrase_gets_as_many_values_as_it_has_places() throws IOException {
    List<String> wrong = new ArrayList<>();
    new Code() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        List<? extends ExpressionTree> given = call.getArguments();
        if (call.getMethodSelect().toString().equals("Words.count")
            && given.size() == 2
            && given.get(1) instanceof LiteralTree noun
            && !BUNDLE.containsKey("count." + String.valueOf(noun.getValue()).replace(' ', '.'))) {
          wrong.add("count: " + noun.getValue());
        }
        if (call.getMethodSelect().toString().equals("Phrases.of")
            && given.get(0) instanceof LiteralTree key) {
          String pattern = BUNDLE.getString(String.valueOf(key.getValue()));
          int places =
              new MessageFormat(pattern, Locale.ENGLISH).getFormatsByArgumentIndex().length;
          if (places != given.size() - 1) {
            wrong.add(
                key.getValue() + ": " + places + " places, " + (given.size() - 1) + " values");
          }
        }
        return super.visitMethodInvocation(call, null);
      }
    }.look();
    assertThat(wrong).isEmpty();
  }

  /** What people read is no text of the code; what operators read and logs say may be. */
  @Test
  void no_sentence_for_people_stands_in_the_code() throws IOException {
    Set<String> found = new TreeSet<>();
    Set<String> needed = new TreeSet<>();
    new Code() {
      @Override
      public Void visitAnnotation(AnnotationTree help, Void nothing) {
        return null;
      }

      @Override
      public Void visitNewClass(NewClassTree made, Void nothing) {
        return FOR_OPERATORS.matcher(made.getIdentifier().toString()).matches()
            ? null
            : super.visitNewClass(made, null);
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        return IN_LOGS.matcher(call.getMethodSelect().toString()).matches()
            ? null
            : super.visitMethodInvocation(call, null);
      }

      @Override
      public Void visitLiteral(LiteralTree literal, Void nothing) {
        if (literal.getValue() instanceof String text
            && WORDS.matcher(text).find()
            && !STATEMENT.matcher(text).find()) {
          EXCEPTED.stream()
              .filter(file()::startsWith)
              .findFirst()
              .ifPresentOrElse(needed::add, () -> found.add(file() + ": " + text));
        }
        return null;
      }
    }.look();
    assertThat(found).isEmpty();
    assertThat(needed).containsExactlyInAnyOrderElementsOf(EXCEPTED);
  }

  /** Templates and scripts get their words from the bundle: what is left of them is no language. */
  @Test
  void no_words_for_people_stand_in_pages_and_mails() {
    Set<String> found = new TreeSet<>();
    resources(".mustache", ".html", ".txt")
        .forEach(
            (file, text) -> {
              String bare =
                  text.replaceAll("(?s)<style.*?</style>|<script.*?</script>|<!--.*?-->", "");
              SPOKEN.matcher(bare).results().forEach(one -> found.add(file + ": " + one.group(1)));
              String left =
                  bare.replaceAll("\\{\\{.*?\\}\\}", "").replaceAll("(?s)<[^>]*>|&\\w+;", "");
              LETTERS.matcher(left).results().forEach(one -> found.add(file + ": " + one.group()));
            });
    resources(".js")
        .forEach(
            (file, text) ->
                LITERAL
                    .matcher(text.replaceAll("(?m)^ *//.*$|/\\*\\*.*?\\*/", ""))
                    .results()
                    .map(one -> one.group(1))
                    .filter(one -> SCRIPTED.matcher(one).find() && !NO_WORDS.contains(one))
                    .forEach(one -> found.add(file + ": " + one)));
    assertThat(found).isEmpty();
  }

  private static Set<String> askedByPages() {
    Set<String> asked = new TreeSet<>();
    resources(".mustache")
        .values()
        .forEach(
            text ->
                Pattern.compile("\\{\\{say\\.(\\w+)\\}\\}")
                    .matcher(text)
                    .results()
                    .forEach(one -> asked.add("page.say." + one.group(1))));
    resources(".js")
        .values()
        .forEach(
            text ->
                Pattern.compile("\\bsay\\('([\\w.]+)'[,)]")
                    .matcher(text)
                    .results()
                    .forEach(one -> asked.add("view." + one.group(1))));
    return asked;
  }

  private static Set<String> begunByPages() {
    Set<String> begun = new TreeSet<>();
    resources(".js")
        .values()
        .forEach(
            text ->
                Pattern.compile("\\b(?:word|pill)\\('(\\w+)'|\\bcount\\(\\w+, '(\\w+)'")
                    .matcher(text)
                    .results()
                    .map(one -> one.group(1) == null ? one.group(2) : one.group(1))
                    .forEach(one -> begun.add("view." + one + ".")));
    return begun;
  }

  private static Map<String, String> resources(String... endings) {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/org/heed"))) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .filter(file -> !file.toString().contains("refusals"))
          .collect(Collectors.toMap(file -> String.valueOf(file.getFileName()), PhrasesTest::read));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes through every source. */
  private abstract static class Code extends TreePathScanner<Void, Void> {
    void look() throws IOException {
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      try (StandardJavaFileManager manager =
              compiler.getStandardFileManager(null, Locale.ENGLISH, UTF_8);
          Stream<Path> files = Files.walk(SOURCES)) {
        JavacTask task =
            (JavacTask)
                compiler.getTask(
                    null,
                    manager,
                    null,
                    List.of("-proc:none"),
                    null,
                    manager.getJavaFileObjectsFromPaths(
                        files.filter(file -> file.toString().endsWith(".java")).toList()));
        for (CompilationUnitTree unit : task.parse()) {
          scan(unit, null);
        }
      }
    }

    /** The one that is looked at, as {@code queue/Reason.java}. */
    String file() {
      return SOURCES
          .toAbsolutePath()
          .relativize(Path.of(getCurrentPath().getCompilationUnit().getSourceFile().toUri()))
          .toString();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-28T22:56:00Z | Sat 28 Nov 2026, 4:56 PM",
        "2026-11-28T06:05:59Z | Sat 28 Nov 2026, 12:05 AM",
        "2026-07-01T17:00:00Z | Wed 1 Jul 2026, 12:00 PM",
      })
  void a_time_is_told_as_people_read_it(String time, String words) {
    assertThat(Words.time(Instant.parse(time), ZoneId.of("America/Chicago"))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "after the reply of 2026-11-28T16:56:34-06:00 from | after the reply of Sat 28 Nov 2026,"
            + " 4:56:34 PM from",
        "2026-11-28T22:56Z | Sat 28 Nov 2026, 4:56 PM",
        "2026-11-28T22:56:34.123456Z, $1 | Sat 28 Nov 2026, 4:56:34 PM, $1",
        "20261128T1656-fall.csv of 2026-11-28 | 20261128T1656-fall.csv of 2026-11-28",
      })
  void times_in_a_text_are_told_as_people_read_them(String text, String told) {
    assertThat(Words.times(text, ZoneId.of("America/Chicago"))).isEqualTo(told);
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(PhrasesTest::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
