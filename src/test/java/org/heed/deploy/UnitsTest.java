package org.heed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** The systemd units: by a table of what there is, and by systemd itself where it is. */
@NullUnmarked
class UnitsTest {
  private static final Path FOLDER = Path.of("deploy/systemd");
  private static final Path COMMON = FOLDER.resolve("heed-.service.d/common.conf");

  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "Unit",
          Set.of(
              "After",
              "Description",
              "Documentation",
              "StartLimitBurst",
              "StartLimitIntervalSec",
              "Wants"),
          "Install",
          Set.of("WantedBy"),
          "Timer",
          Set.of("AccuracySec", "OnCalendar", "Persistent", "Unit"),
          "Service",
          Set.of(
              "AmbientCapabilities",
              "CacheDirectory",
              "CacheDirectoryMode",
              "CapabilityBoundingSet",
              "Environment",
              "ExecStart",
              "KillMode",
              "LoadCredential",
              "LockPersonality",
              "NoNewPrivileges",
              "PrivateDevices",
              "PrivateTmp",
              "ProtectClock",
              "ProtectControlGroups",
              "ProtectHome",
              "ProtectHostname",
              "ProtectKernelLogs",
              "ProtectKernelModules",
              "ProtectKernelTunables",
              "ProtectProc",
              "ProtectSystem",
              "RemoveIPC",
              "Restart",
              "RestartPreventExitStatus",
              "RestartSec",
              "RestrictAddressFamilies",
              "RestrictNamespaces",
              "RestrictRealtime",
              "RestrictSUIDSGID",
              "StateDirectory",
              "StateDirectoryMode",
              "SystemCallArchitectures",
              "SystemCallErrorNumber",
              "SystemCallFilter",
              "TimeoutStopSec",
              "Type",
              "UMask",
              "User",
              "WorkingDirectory"));

  @TempDir Path folder;

  static Stream<Path> units() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).toList().stream();
    }
  }

  /** What a unit says that is not in the table. */
  private static List<String> unknown(List<String> lines) {
    List<String> found = new ArrayList<>();
    String section = "";
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        section = line.substring(1, line.length() - 1);
      } else if (!KNOWN.getOrDefault(section, Set.of()).contains(line.split("=", 2)[0])) {
        found.add(section + " " + line);
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("units")
  void each_directive_is_a_known_one_of_its_section(Path unit) throws IOException {
    List<String> lines = Files.readAllLines(unit);
    assertThat(unknown(lines)).isEmpty();
    List<String> planted = new ArrayList<>(lines);
    planted.add("NoNewPrivilege=yes");
    assertThat(unknown(planted)).hasSize(1);
  }

  @Test
  void a_service_may_write_its_own_folders_alone_and_ends_before_it_is_killed() throws IOException {
    assertThat(Files.readAllLines(COMMON))
        .contains(
            "User=heed",
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=",
            "ProtectSystem=strict",
            "ProtectHome=yes",
            "PrivateTmp=yes",
            "UMask=0077",
            "StateDirectory=heed",
            "TimeoutStopSec=30",
            "Restart=on-failure",
            "RestartPreventExitStatus=2",
            "Environment=SPRING_CONFIG_IMPORT=configtree:%d/")
        .noneMatch(line -> line.startsWith("MemoryDenyWriteExecute"));
    assertThat(Files.readAllLines(FOLDER.resolve("heed-run@.service")))
        .contains("RestartPreventExitStatus=3");
  }

  /** What is common is read last, and would win. */
  @Test
  void what_differs_is_not_in_what_is_common() throws IOException {
    Set<String> common = names(COMMON);
    for (Path unit : units().filter(one -> !one.equals(COMMON)).toList()) {
      assertThat(names(unit)).as("%s", unit).doesNotContainAnyElementsOf(common);
    }
  }

  private static Set<String> names(Path unit) throws IOException {
    return Files.readAllLines(unit).stream()
        .filter(line -> line.contains("=") && !line.startsWith("#"))
        .map(line -> line.split("=", 2)[0])
        // These add up.
        .filter(name -> !name.equals("RestartPreventExitStatus"))
        .collect(Collectors.toSet());
  }

  /** Each secret under its own name, so that a config tree reads it. */
  @Test
  void a_credential_is_named_as_its_setting_and_as_its_file() throws IOException {
    Set<String> credentials =
        Files.readAllLines(COMMON).stream()
            .filter(line -> line.contains("LoadCredential="))
            .map(line -> line.replaceAll("^#?LoadCredential=", ""))
            .collect(Collectors.toSet());
    assertThat(credentials)
        .hasSize(3)
        .allMatch(line -> line.matches("([a-z.-]+):/etc/heed/secrets/\\1"));
  }

  @Test
  void systemd_finds_nothing_to_say_and_finds_what_is_planted() throws Exception {
    Assumptions.assumeTrue(isThere("systemd-analyze"));
    Path units = folder.resolve("units");
    FileSystemUtils.copyRecursively(FOLDER, units);
    try (Stream<Path> files = Files.list(units)) {
      for (Path unit : files.filter(Files::isRegularFile).toList()) {
        // What it starts is not installed here.
        Files.writeString(unit, Files.readString(unit).replace("/opt/heed/bin/heed", "/bin/echo"));
      }
    }
    List<String> all =
        List.of(
            "heed-serve.service",
            "heed-worker@1.service",
            "heed-run@nightly.service",
            "heed-nightly.timer",
            "heed-import.timer");
    assertThat(verify(units, all)).isEmpty();
    Path common = units.resolve("heed-.service.d/common.conf");
    Files.writeString(common, Files.readString(common) + "ProtectSystems=strict\n");
    assertThat(verify(units, all)).contains("ProtectSystems");
    for (String service : all.subList(0, 3)) {
      assertThat(
              run(
                  units,
                  List.of(
                      "security",
                      "--offline=true",
                      "--threshold=20",
                      units.resolve(service).toString())))
          .containsPattern("Overall exposure level for \\S+: 1\\.\\d OK");
    }
  }

  private String verify(Path units, List<String> names) throws Exception {
    List<String> words = new ArrayList<>(List.of("verify"));
    names.forEach(name -> words.add(units.resolve(name).toString()));
    return run(units, words);
  }

  private String run(Path units, List<String> words) throws Exception {
    List<String> command = new ArrayList<>(List.of("systemd-analyze"));
    command.addAll(words);
    Path out = folder.resolve("out");
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("SYSTEMD_UNIT_PATH", units + ":");
    process.redirectOutput(out.toFile()).start().waitFor();
    return Files.readString(out);
  }

  static boolean isThere(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!there) {
      System.err.println("SKIPPED: what is to be deployed is not shown to " + program);
    }
    return there;
  }
}
