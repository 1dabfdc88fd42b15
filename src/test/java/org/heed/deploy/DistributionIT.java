package org.heed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The distribution as the image has it, where no engine runs: unpacked, started by a user without
 * rights on a root file system that cannot be written, with the image's own variables.
 */
@NullUnmarked
class DistributionIT {
  private static final Path DEPLOY = Path.of("deploy");
  private static final String USER = "10001";

  /** Not in /tmp, which the container has of its own. */
  private Path root;

  @BeforeEach
  void unpack() throws Exception {
    root = Files.createTempDirectory(Path.of("/var/tmp"), "heed");
    Path archive;
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      archive =
          files
              .filter(file -> file.getFileName().toString().matches("heed-.*\\.tar\\.gz"))
              .findFirst()
              .orElseThrow();
    }
    assertThat(run("tar", "-xzf", archive.toString(), "-C", root.toString())).isZero();
    String name = archive.getFileName().toString().replace(".tar.gz", "");
    Files.createDirectories(root.resolve("opt"));
    Files.move(root.resolve(name), root.resolve("opt/heed"));
  }

  @AfterEach
  void delete() throws IOException {
    FileSystemUtils.deleteRecursively(root);
  }

  private static int run(String... words) throws Exception {
    return new ProcessBuilder(words).inheritIO().start().waitFor();
  }

  @Test
  void has_all_there_is_to_deploy_with() throws IOException {
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(root.resolve("opt/heed").resolve(file)).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void the_jar_has_the_licence_the_notice_and_the_licences_of_what_ships() throws IOException {
    try (JarFile jar = new JarFile(root.resolve("opt/heed/lib/heed.jar").toFile())) {
      for (String own : List.of("LICENSE", "NOTICE")) {
        assertThat(jar.getInputStream(jar.getEntry("META-INF/" + own)))
            .hasSameContentAs(Files.newInputStream(Path.of(own)));
      }
      assertThat(jar.stream().map(JarEntry::getName))
          .contains("META-INF/THIRD-PARTY.txt", "META-INF/licences/EPL-2.0.txt");
    }
  }

  @Test
  void works_for_a_user_without_rights_on_a_root_that_cannot_be_written() throws Exception {
    Assumptions.assumeTrue(
        UnitsTest.isThere("setpriv") && run("unshare", "-m", "true") == 0,
        "no namespace for mounts can be had");
    Path volume = Files.createDirectories(root.resolve("var/lib/heed/home/inbox"));
    Files.writeString(volume.resolve("c.csv"), "phone,from,message\n3125550110,Advising,Hello\n");
    Path config = Files.createDirectories(root.resolve("etc/heed/config"));
    Files.writeString(
        config.resolve("application.yml"),
        "heed: { time-zone: America/Chicago, senders: [{ number: +12025550100, name: Advising }],"
            + " mail: { from: texts@example.edu }, delivery: { quiet-hours: off } }\n");
    Files.move(root.resolve("opt/heed/jobs"), root.resolve("etc/heed/jobs"));
    assertThat(run("chmod", "-R", "a+rX", root.toString())).isZero();
    assertThat(run("chown", "-R", USER + ":" + USER, root + "/var/lib/heed")).isZero();
    assertThat(inside("! touch " + root + "/etc/heed/x 2>/dev/null")).isZero();
    assertThat(inside("heed run import && heed run nightly && heed status"))
        .as(Files.readString(root.resolve("var/lib/heed/said")))
        .isZero();
    assertThat(Files.readString(root.resolve("var/lib/heed/said"))).contains("1 texted");
    String health =
        Dockerfile.parse(Files.readString(DEPLOY.resolve("Dockerfile")))
            .last("HEALTHCHECK")
            .get(0)
            .rest()
            .replaceAll("(?s).*\"-c\", \"(.*)\"]$", "$1")
            .replace("\\\"", "\"");
    assertThat(
            inside(
                "heed serve --alive /tmp/heed.alive & heed=$!\n"
                    + "while ! test -e /tmp/heed.alive && kill -0 $heed; do sleep 0.1; done\n"
                    + health
                    + " || exit 7\nkill -TERM $heed\nwait $heed || exit 8\n! { "
                    + health
                    + "; }"))
        .as(Files.readString(root.resolve("var/lib/heed/said")))
        .isZero();
  }

  /** The status of a script; what it says is in the volume. */
  private int inside(String script) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-m",
                "sh",
                "-euc",
                """
                mount --bind "$0/var/lib/heed" "$0/var/lib/heed"
                mount -o remount,bind,ro /
                mount -t tmpfs -o mode=1777 tmpfs /tmp
                cd "$0/etc/heed"
                exec setpriv --reuid %s --regid %s --clear-groups --no-new-privs --bounding-set=-all \
                  env -i "$@"
                """
                    .formatted(USER, USER),
                root.toString()));
    Dockerfile.parse(Files.readString(DEPLOY.resolve("Dockerfile")))
        .last("ENV")
        .forEach(
            env ->
                env.assigned()
                    .forEach((name, value) -> command.add(name + "=" + below(name, value))));
    command.add("JAVA_HOME=" + System.getProperty("java.home"));
    command.addAll(List.of("sh", "-c", script));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            Files.createDirectories(root.resolve("var/lib/heed")).resolve("said").toFile())
        .start()
        .waitFor();
  }

  private String below(String name, String value) {
    return name.equals("PATH")
        ? root + "/opt/heed/bin:/usr/bin:/bin"
        : value.replaceAll("/(etc|var/lib|run/secrets)/heed", root + "$0");
  }
}
