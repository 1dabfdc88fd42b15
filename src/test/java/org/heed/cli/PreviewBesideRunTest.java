package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once a preview has its copy, the embedded database is another process's to use. */
@NullUnmarked
class PreviewBesideRunTest {
  @TempDir Path home;
  private List<String> settings;

  @Test
  void an_import_runs_while_a_preview_tells_its_rows() throws IOException {
    settings =
        List.of(
            "--heed.home=" + home,
            "--heed.import.unchanged-for=0s",
            "--heed.senders[0].number=+12025550100",
            "--heed.senders[0].name=Advising");
    Path file = home.resolve("fall.csv");
    Files.writeString(file, "phone,from,message\n+13125550110,Advising,Hello\n");
    Files.createDirectories(home.resolve("inbox"));
    Files.copy(file, home.resolve("inbox/fall.csv"));
    AtomicReference<Integer> imported = new AtomicReference<>();
    StringBuilder told = new StringBuilder();
    PrintStream out =
        printing(
            character -> {
              if (imported.get() == null) {
                imported.set(
                    CompletableFuture.supplyAsync(() -> heed(System.err, "run", "import"))
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join());
              }
              told.append((char) character);
            });
    assertThat(heed(out, "preview", file.toString(), "--rows", "--now")).isZero();
    assertThat(imported.get()).isZero();
    assertThat(told.toString()).startsWith("line 2: ").contains("Nothing was stored");
    assertThat(heed(System.err, "audit")).isZero();
    assertThat(home.resolve("done")).isDirectoryContaining("glob:**-fall.csv");
  }

  @ParameterizedTest
  @EnumSource
  void a_campaign_is_looked_at_while_a_night_texts(TestDatabase database) throws Exception {
    Path file = home.resolve("fall.csv");
    Files.writeString(
        file,
        """
        phone,email,from,message
        +13125550110,a@x.edu,Advising,Hello
        +13125550111,b@x.edu,Advising,Hello
        """);
    Files.createDirectories(home.resolve("inbox"));
    Files.writeString(
        home.resolve("inbox/now.csv"),
        IntStream.range(0, 40)
            .mapToObj(i -> "+131255501%02d,Advising,Now%n".formatted(i))
            .collect(Collectors.joining("", "phone,from,message\n", "")));
    try (HeldGateway gateway = new HeldGateway(4)) {
      String url = "--spring.datasource.url=" + database.url(home);
      settings = Stream.concat(gateway.settings(home).stream(), Stream.of(url)).toList();
      assertThat(heed(System.err, "run", "import", "--heed.import.unchanged-for=0s")).isZero();
      Process night = gateway.heed(home, "run", "nightly", url);
      assertThat(gateway.isFull()).as(Files.readString(home.resolve("err"))).isTrue();
      assertThat(
              heed(System.err, "consent", "disable", "+13125550110", "--by=Kim", "--reason=asked"))
          .isZero();
      assertThat(said("preview", file.toString(), "--rows", "--now"))
          .contains("line 2: by email", "line 3: by text", "Nothing was stored");
      assertThat(said("preview", "--json", file.toString())).contains("\"line\":3");
      assertThat(heed(System.err, "preview", file + "x")).isEqualTo(Problems.USAGE);
      assertThat(night.isAlive()).isTrue();
      assertThat(home.resolve("db")).isDirectoryNotContaining("glob:**scratch-*");
      gateway.goOn();
      assertThat(night.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(home.resolve("err"))).isEmpty();
      assertThat(gateway.texts()).hasSize(39);
    }
    assertThat(heed(System.err, "audit")).isZero();
  }

  private String said(String... words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    assertThat(heed(out, words)).isZero();
    return said.toString(StandardCharsets.UTF_8);
  }

  private interface Printed {
    void one(int character);
  }

  private static PrintStream printing(Printed each) {
    return new PrintStream(
        new OutputStream() {
          @Override
          public void write(int character) {
            each.one(character);
          }
        },
        true,
        StandardCharsets.UTF_8);
  }

  private int heed(PrintStream out, String... words) {
    List<String> all = Stream.concat(Stream.of(words), settings.stream()).toList();
    return Heed.execute(all, new Ending(), out, System.err);
  }
}
