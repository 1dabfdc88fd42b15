package org.heed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heed.deploy.Dockerfile.Instruction;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The image's recipe, where no engine can build it: by rules of our own and by a linter. */
@NullUnmarked
class DockerfileTest {
  private static final Path FILE = Path.of("deploy/Dockerfile");
  private static final Set<String> KNOWN =
      Set.of(
          "ADD",
          "ARG",
          "CMD",
          "COPY",
          "ENTRYPOINT",
          "ENV",
          "FROM",
          "HEALTHCHECK",
          "LABEL",
          "RUN",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");
  private static final Pattern SECRET =
      Pattern.compile("(?i)token|secret|passw|credential|api.?key");

  @TempDir Path folder;

  /**
   * A rule.
   *
   * @param from what stands in the file, a pattern
   * @param to what breaks the rule in its place
   */
  record Rule(String name, Predicate<Dockerfile> kept, String from, String to) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static boolean env(Dockerfile file, String name, String value) {
    return file.last("ENV").stream()
        .anyMatch(one -> one.assigned().getOrDefault(name, "").matches(value));
  }

  private static boolean one(Dockerfile file, String name, Predicate<Instruction> kept) {
    return file.last(name).size() == 1 && kept.test(file.last(name).get(0));
  }

  static Stream<Rule> rules() {
    return Stream.of(
        new Rule(
            "each instruction is known",
            file -> file.all().allMatch(one -> KNOWN.contains(one.name())),
            "STOPSIGNAL",
            "STOPSIGNALS"),
        new Rule(
            "each base has its exact version, and is a runtime only",
            file ->
                file.bases().stream()
                    .allMatch(b -> b.matches("[\\w./-]+:\\d+\\.\\d+\\.\\d+\\S*-jre-\\w+")),
            ":25\\S*",
            ":latest"),
        new Rule(
            "the last user is a number, and not root's",
            file ->
                !file.last("USER").isEmpty()
                    && file.last("USER")
                        .get(file.last("USER").size() - 1)
                        .rest()
                        .matches("[1-9]\\d{3,}:[1-9]\\d{3,}"),
            "USER 10001:10001",
            "USER root"),
        new Rule(
            "nothing is fetched from elsewhere",
            file ->
                file.all()
                    .noneMatch(
                        one ->
                            one.rest()
                                    .matches(
                                        "(?s).*(https?://|git@|\\b(curl|wget|apt|apt-get|apk)\\b).*")
                                && !one.name().equals("LABEL")),
            "ADD heed-\\$\\{VERSION}.tar.gz",
            "ADD https://example.org/heed.tar.gz"),
        new Rule(
            "the last stage takes files from an earlier one alone",
            file ->
                file.last("ADD").isEmpty()
                    && file.last("COPY").stream()
                        .allMatch(copy -> copy.rest().startsWith("--from=unpacked "))
                    && file.all("FROM").anyMatch(from -> from.rest().endsWith(" AS unpacked")),
            "COPY --from=unpacked /opt/heed /opt/heed",
            "COPY . /opt/heed"),
        new Rule(
            "no secret is in it",
            file ->
                file.all()
                    .filter(one -> List.of("ENV", "ARG", "LABEL").contains(one.name()))
                    .flatMap(one -> one.assigned().keySet().stream())
                    .noneMatch(name -> SECRET.matcher(name).find()),
            "HOME=/tmp ",
            "HEED_TWILIO_AUTH_TOKEN=x "),
        new Rule(
            "a stage has the arguments it uses",
            file -> file.undeclared().isEmpty(),
            "ARG VERSION\nLABEL",
            "LABEL"),
        new Rule(
            "signals reach Heed, not a shell",
            file ->
                one(file, "ENTRYPOINT", Instruction::isForm)
                    && one(file, "CMD", Instruction::isForm)
                    && one(file, "STOPSIGNAL", stop -> stop.rest().equals("SIGTERM")),
            "ENTRYPOINT \\[\"heed\"]",
            "ENTRYPOINT heed"),
        new Rule(
            "what is written goes to the volume and to /tmp",
            file ->
                one(file, "VOLUME", volume -> volume.rest().equals("[\"/var/lib/heed\"]"))
                    && env(file, "HEED_HOME", "/var/lib/heed/\\w+")
                    && env(file, "HOME", "/tmp")
                    && env(file, "XDG_CACHE_HOME", "/nowhere")
                    && env(file, "LOGGING_CONFIG", "classpath:logback-container.xml"),
            "XDG_CACHE_HOME=\\S+",
            "XDG_CACHE_HOME=/root/.cache"),
        new Rule(
            "its health is looked at without starting a Java",
            file ->
                one(
                        file,
                        "HEALTHCHECK",
                        health ->
                            health.rest().contains("--start-period=")
                                && health.rest().contains("/tmp/heed.alive"))
                    && file.last("CMD").get(0).rest().contains("\"--alive\", \"/tmp/heed.alive\""),
            "find /tmp/heed.alive",
            "heed status"),
        new Rule(
            "it says what it is",
            file ->
                file.last("LABEL").stream()
                    .flatMap(label -> label.assigned().keySet().stream())
                    .toList()
                    .containsAll(
                        Stream.of("title", "description", "version", "licenses")
                            .map("org.opencontainers.image."::concat)
                            .toList()),
            "org.opencontainers.image.licenses",
            "licence"),
        new Rule(
            "its folder is absolute, and there is one",
            file -> one(file, "WORKDIR", dir -> dir.rest().startsWith("/")),
            "WORKDIR /etc/heed",
            "WORKDIR etc/heed"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void keeps_the_rule_and_the_rule_finds_what_breaks_it(Rule rule) throws IOException {
    String text = Files.readString(FILE);
    assertThat(rule.kept()).accepts(Dockerfile.parse(text));
    String planted = text.replaceAll(rule.from(), rule.to());
    assertThat(planted).isNotEqualTo(text);
    assertThat(rule.kept()).rejects(Dockerfile.parse(planted));
  }

  @Test
  void the_build_gets_the_distribution_and_nothing_else() throws IOException {
    assertThat(Files.readAllLines(Path.of("deploy/Dockerfile.dockerignore")))
        .containsExactly("*", "!heed-*.tar.gz");
  }

  @Test
  void a_linter_finds_nothing_and_finds_what_is_planted() throws Exception {
    Path linter = folder.resolve("node_modules/.bin/dockerfile-utils");
    Assumptions.assumeTrue(isInstalled(linter));
    Path planted = folder.resolve("Dockerfile");
    Files.writeString(planted, Files.readString(FILE).replace("STOPSIGNAL", "STOPSIGNALS"));
    assertThat(lint(linter, FILE)).isZero();
    assertThat(lint(linter, planted)).isEqualTo(1);
  }

  private static int lint(Path linter, Path file) throws Exception {
    return new ProcessBuilder(linter.toString(), "lint", file.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  private boolean isInstalled(Path linter) throws Exception {
    try {
      Process npm =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "--no-audit",
                  "--no-fund",
                  "--silent",
                  "dockerfile-utils@0.16.3")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.out").toFile())
              .start();
      npm.waitFor();
    } catch (IOException none) {
      System.err.println("SKIPPED: there is no npm, so the Dockerfile is not linted");
      return false;
    }
    if (!Files.isExecutable(linter)) {
      System.err.println(
          "SKIPPED: the linter cannot be installed, so the Dockerfile is not linted");
      return false;
    }
    return true;
  }
}
