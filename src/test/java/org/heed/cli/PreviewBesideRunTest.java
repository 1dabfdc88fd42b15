package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once a preview has its copy, the embedded database is another process's to use. */
@NullUnmarked
class PreviewBesideRunTest {
  @TempDir Path home;

  @Test
  void an_import_runs_while_a_preview_tells_its_rows() throws IOException {
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
    List<String> all =
        Stream.concat(
                Stream.of(words),
                Stream.of(
                    "--heed.home=" + home,
                    "--heed.import.unchanged-for=0s",
                    "--heed.senders[0].number=+12025550100",
                    "--heed.senders[0].name=Advising"))
            .toList();
    return Heed.execute(all, new Ending(), out, System.err);
  }
}
