package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.heed.Java;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of the distribution, with the jars as the distribution has them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  private Path folder;
  private Path cache;

  private record Ended(int status, String out, String err) {}

  @BeforeAll
  void unpack(@TempDir Path given) throws IOException {
    folder = given;
    cache = folder.resolve("cache/heed");
    Path bin = Files.createDirectories(folder.resolve("home/bin"));
    Files.copy(
        Path.of("src/main/distribution/bin/heed"),
        bin.resolve("heed"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Path lib = Files.createDirectories(folder.resolve("home/lib"));
    List<String> names = new ArrayList<>();
    for (Path jar : Java.classPath()) {
      if (Files.isRegularFile(jar)) {
        names.add(jar.getFileName().toString());
        Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", names));
    Java.jar(Path.of("target/classes"), lib.resolve("heed.jar"), manifest);
  }

  private Ended heed(Map<String, String> environment, String... words) throws Exception {
    Path link = folder.resolve("heed");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, Path.of("home/bin/heed"));
    }
    List<String> command = new ArrayList<>(List.of(link.toString()));
    command.addAll(List.of(words));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", JAVA.toString());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Ended(status, Files.readString(out), Files.readString(err));
  }

  private List<String> archives() throws IOException {
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_first_start_makes_the_archive_that_later_ones_start_from() throws Exception {
    Ended first = heed(Map.of(), "status", "--heed.home=" + folder.resolve("one two"));
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).contains("No job has run yet.");
    assertThat(first.status()).isZero();
    assertThat(archives()).hasSize(1).first().asString().matches("short-.*\\.jsa");
    Ended second = heed(Map.of("HEED_JAVA_OPTS", "-Xlog:class+load:stdout"), "--version");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).containsPattern("TerminalText source: shared objects file");
    assertThat(archives()).hasSize(1);
    Ended wrong = heed(Map.of(), "status", "--heed.country=Atlantis");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).startsWith("heed: heed.country").hasLineCount(1);
  }

  @Test
  void without_a_place_for_an_archive_all_works_alike() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path beside = Files.writeString(folder.resolve("home/cache"), "");
    Ended ended = heed(Map.of("XDG_CACHE_HOME", file.toString()), "--version");
    Files.delete(beside);
    assertThat(ended.status()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("heed ");
  }

  @Test
  void a_java_that_is_too_old_or_missing_is_told_in_plain_words() throws Exception {
    Path old = Files.createDirectories(folder.resolve("old/bin"));
    Files.writeString(old.resolve("java"), "#!/bin/sh\necho 'x version \"1.8.0_1\"' >&2\n");
    assertThat(old.resolve("java").toFile().setExecutable(true)).isTrue();
    Ended ended = heed(Map.of("JAVA_HOME", folder.resolve("old").toString()), "status");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualTo(
            "heed: found Java 1.8.0_1 at " + old.resolve("java") + ", expected 17 or newer\n");
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
    assertThat(heed(Map.of("JAVA_HOME", folder.resolve("old").toString()), "status").err())
        .startsWith("heed: found Java 11.0.2 at ");
    Ended none = heed(Map.of("JAVA_HOME", folder.resolve("nowhere").toString()), "status");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).startsWith("heed: there is no Java at ").hasLineCount(1);
  }
}
