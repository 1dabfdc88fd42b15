package org.heed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * How large files, methods and constructors may be. What is larger still stands in the lists, from
 * which it is struck out when it has become small; none is to join them.
 */
@NullUnmarked
class SizesTest {
  private static final Path MAIN = Path.of("src/main/java/org/heed");
  private static final Path TESTS = Path.of("src/test/java/org/heed");
  private static final int FILE = 256;
  private static final int TEST_FILE = 300;
  private static final int METHOD = 40;
  private static final int PARAMETERS = 8;

  private static final String LARGE_FILES =
      """
      campaign/CampaignLoader
      consent/ConsentLedger
      consent/Holds
      consent/ReviewList
      gateway/OneCallClient
      queue/Failures
      queue/Recorder
      report/ReportFiles
      schedule/Serve
      text/Dispatch
      worker/Membership
      """;
  private static final String LARGE_TESTS =
      """
      chain/ChainTest
      cli/CommandLineTest
      cli/History
      consent/ConsentLedgerTest
      email/MailNightTest
      history/History
      importing/FilesAsPeopleMakeThemTest
      importing/NobodyInParticularTest
      mail/RegistrarMailTest
      mail/SmtpPostTest
      pause/PauseNightTest
      preview/PreviewTest
      reconciliation/SettlementNightTest
      report/ComplianceTest
      report/DeltaReportTest
      report/ReportTest
      sandbox/SandboxGatewayTest
      storage/DamagedDatabaseTest
      text/TextStepTest
      words/PhrasesTest
      worker/LaneProtocolTest
      """;
  private static final String LONG_METHODS =
      """
      address/PhoneNumbers.reading
      campaign/CampaignText.body
      importing/Loaders.new
      mail/Notices.send
      replies/Replies.applySome
      """;
  private static final String MANY_PARAMETERS =
      """
      campaign/CampaignLoader.new
      importing/FileCheck.new
      importing/Import.new
      importing/Loaders.new
      importing/Loading.new
      importing/Trial.new
      intake/FileNotices.new
      queue/Failures.new
      replies/ReplyLogReader.new
      text/Claims.new
      text/Dispatch.new
      text/Sending.new
      text/TextStep.new
      """;

  private record Code(String name, String text) {
    private Code(Path folder, Path file) {
      this(folder.relativize(file).toString().replace(".java", ""), read(file));
    }

    private long lines() {
      return text.lines().count();
    }
  }

  private record Body(String name, boolean constructor, long lines, int parameters) {}

  @Test
  void no_file_is_larger_than_can_be_read_at_once() {
    assertThat(names(code(MAIN).stream().filter(one -> one.lines() > FILE).map(Code::name)))
        .isEqualTo(listed(LARGE_FILES));
    assertThat(names(code(TESTS).stream().filter(one -> one.lines() > TEST_FILE).map(Code::name)))
        .isEqualTo(listed(LARGE_TESTS));
  }

  @Test
  void no_method_is_longer_than_a_screen() {
    assertThat(bodies(code(MAIN), body -> body.lines() > METHOD)).isEqualTo(listed(LONG_METHODS));
  }

  @Test
  void no_constructor_but_a_records_takes_more_than_eight() {
    assertThat(bodies(code(MAIN), body -> body.constructor() && body.parameters() > PARAMETERS))
        .isEqualTo(listed(MANY_PARAMETERS));
  }

  @Test
  void what_is_too_large_is_seen() {
    String lines = IntStream.range(0, METHOD).mapToObj(n -> "x++;\n").collect(Collectors.joining());
    String nine =
        IntStream.range(0, 9).mapToObj(n -> "int p" + n).collect(Collectors.joining(", "));
    List<Code> planted =
        List.of(
            new Code(
                "Planted",
                "class Planted { int x; Planted(" + nine + ") {}\nvoid on() {\n" + lines + "} }"));
    assertThat(bodies(planted, body -> body.lines() > METHOD)).containsExactly("Planted.on");
    assertThat(bodies(planted, body -> body.constructor() && body.parameters() > PARAMETERS))
        .containsExactly("Planted.new");
  }

  private static Set<String> bodies(List<Code> sources, Predicate<Body> asked) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                null, null, null, null, null, sources.stream().map(SizesTest::file).toList());
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    Set<String> found = new TreeSet<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        String source = unit.getSourceFile().getName().substring(1).replace(".java", "");
        new TreeScanner<Void, Void>() {
          private boolean record;

          @Override
          public Void visitClass(ClassTree type, Void none) {
            boolean outer = record;
            record = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, null);
            record = outer;
            return null;
          }

          @Override
          public Void visitMethod(MethodTree method, Void none) {
            long from = positions.getStartPosition(unit, method);
            long to = positions.getEndPosition(unit, method);
            boolean constructor = method.getReturnType() == null;
            Body body =
                new Body(
                    source + "." + (constructor ? "new" : method.getName()),
                    constructor && !record,
                    unit.getLineMap().getLineNumber(to) - unit.getLineMap().getLineNumber(from) + 1,
                    method.getParameters().size());
            if (from >= 0 && to >= 0 && asked.test(body)) {
              found.add(body.name());
            }
            return super.visitMethod(method, null);
          }
        }.scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static JavaFileObject file(Code code) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + code.name() + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code.text();
      }
    };
  }

  private static List<Code> code(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .map(file -> new Code(folder, file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> listed(String names) {
    return names(names.lines());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
