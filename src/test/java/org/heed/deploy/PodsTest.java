package org.heed.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.deploy.Manifests.array;
import static org.heed.deploy.Manifests.at;
import static org.heed.deploy.Manifests.find;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** What the manifests promise: pods without rights, nights that happen once, workers that drain. */
@NullUnmarked
class PodsTest {
  private static final String CONTAINER = "spec.containers.0.";

  /** Heed ends within so many seconds. */
  private static final int STOP = 20;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec.automountServiceAccountToken | false",
        "spec.enableServiceLinks | false",
        "spec.securityContext.runAsNonRoot | true",
        "spec.securityContext.runAsUser | 10001",
        "spec.securityContext.runAsGroup | 10001",
        "spec.securityContext.fsGroup | 10001",
        "spec.securityContext.fsGroupChangePolicy | \"OnRootMismatch\"",
        "spec.securityContext.seccompProfile.type | \"RuntimeDefault\"",
        "spec.containers.0.securityContext.allowPrivilegeEscalation | false",
        "spec.containers.0.securityContext.readOnlyRootFilesystem | true",
        "spec.containers.0.securityContext.capabilities.drop | [\"ALL\"]",
        "spec.containers.0.resources.requests.memory | \"1Gi\"",
        "spec.containers.0.resources.limits.memory | \"1Gi\"",
      })
  void every_pod_has_it(String path, String value) {
    JsonElement expected = JsonParser.parseString(value);
    assertThat(Manifests.pods(Manifests.all())).hasSize(4);
    for (JsonObject pod : Manifests.pods(Manifests.all())) {
      assertThat(find(pod, path)).isEqualTo(expected);
      assertThat(array(pod, "spec.containers")).hasSize(1);
    }
  }

  @Test
  void each_mount_has_its_volume_and_each_volume_is_there() {
    Set<String> known =
        Stream.concat(
                Stream.of("emptyDir", "secret heed"),
                Stream.concat(
                    Manifests.of(Manifests.all(), "PersistentVolumeClaim")
                        .map(claim -> "claim " + Manifests.name(claim)),
                    array(Manifests.kustomization(), "configMapGenerator").asList().stream()
                        .map(map -> "map " + at(map, "name").getAsString())))
            .collect(Collectors.toSet());
    for (JsonObject pod : Manifests.pods(Manifests.all())) {
      List<String> volumes = names(pod, "spec.volumes");
      assertThat(names(pod, CONTAINER + "volumeMounts")).containsExactlyElementsOf(volumes);
      assertThat(array(pod, "spec.volumes").asList().stream().map(PodsTest::source))
          .isSubsetOf(known);
    }
  }

  private static List<String> names(JsonObject pod, String path) {
    return array(pod, path).asList().stream().map(one -> at(one, "name").getAsString()).toList();
  }

  private static String source(JsonElement volume) {
    return Stream.of(
            Map.entry("persistentVolumeClaim.claimName", "claim "),
            Map.entry("configMap.name", "map "),
            Map.entry("secret.secretName", "secret "))
        .filter(kind -> find(volume, kind.getKey()) != null)
        .map(kind -> kind.getValue() + at(volume, kind.getKey()).getAsString())
        .findFirst()
        .orElse("emptyDir");
  }

  @Test
  void a_night_happens_once_and_what_cannot_be_mended_by_another_try_is_not_tried() {
    List<JsonObject> jobs = Manifests.of(Manifests.all(), "CronJob").toList();
    assertThat(jobs).hasSize(3);
    for (JsonObject job : jobs) {
      assertThat(at(job, "spec.concurrencyPolicy").getAsString()).isEqualTo("Forbid");
      assertThat(at(job, "spec.startingDeadlineSeconds").getAsInt()).isPositive();
      assertThat(ZoneId.of(at(job, "spec.timeZone").getAsString())).isNotNull();
      JsonElement spec = at(job, "spec.jobTemplate.spec");
      assertThat(at(spec, "backoffLimit").getAsInt()).isPositive();
      assertThat(at(spec, "podReplacementPolicy").getAsString()).isEqualTo("Failed");
      assertThat(at(spec, "podFailurePolicy.rules.0"))
          .isEqualTo(
              JsonParser.parseString(
                  "{\"action\":\"FailJob\",\"onExitCodes\":{\"containerName\":\"heed\","
                      + "\"operator\":\"In\",\"values\":[2,3]}}"));
      assertThat(at(spec, "template.spec.restartPolicy").getAsString()).isEqualTo("Never");
      assertThat(at(spec, "template.spec.terminationGracePeriodSeconds").getAsInt())
          .isGreaterThan(STOP);
    }
  }

  @Test
  void the_night_is_when_its_job_file_says_it_is() throws IOException {
    JsonObject night =
        Manifests.of(Manifests.all(), "CronJob")
            .filter(job -> Manifests.name(job).equals("heed-nightly"))
            .findFirst()
            .orElseThrow();
    try (Reader file = Files.newBufferedReader(Manifests.FOLDER.resolve("jobs/nightly.yml"));
        Reader settings = Files.newBufferedReader(Manifests.FOLDER.resolve("application.yml"))) {
      Map<String, Object> job = new Yaml().load(file);
      assertThat(job.get("cron")).isEqualTo("0 " + at(night, "spec.schedule").getAsString());
      Map<String, Map<String, Object>> heed = new Yaml().load(settings);
      assertThat(heed.get("heed").get("time-zone"))
          .isEqualTo(at(night, "spec.timeZone").getAsString());
    }
  }

  @Test
  void a_worker_drains_within_its_grace_and_is_never_the_last_to_be_taken() {
    List<JsonObject> all = Manifests.all();
    JsonObject workers = Manifests.of(all, "Deployment").findFirst().orElseThrow();
    JsonObject pod = Manifests.pod(workers);
    JsonElement labels = at(pod, "metadata.labels");
    JsonObject budget = Manifests.of(all, "PodDisruptionBudget").findFirst().orElseThrow();
    assertThat(at(workers, "spec.selector.matchLabels")).isEqualTo(labels);
    assertThat(at(budget, "spec.selector.matchLabels")).isEqualTo(labels);
    assertThat(at(budget, "spec.maxUnavailable").getAsInt())
        .isLessThan(at(workers, "spec.replicas").getAsInt());
    assertThat(at(pod, "spec.terminationGracePeriodSeconds").getAsInt()).isGreaterThan(STOP + 10);
    assertThat(at(pod, CONTAINER + "args").toString()).contains("--alive", "/tmp/heed.alive");
    for (String probe : List.of("startupProbe", "livenessProbe", "lifecycle.preStop")) {
      assertThat(at(pod, CONTAINER + probe + ".exec.command").toString())
          .contains("/tmp/heed.alive");
    }
  }

  /** What the shell of the image does, with a process in place of its first one. */
  @Test
  void preStop_asks_the_worker_to_end_and_waits_until_it_has() throws Exception {
    Path alive = Files.createTempFile("heed", ".alive");
    Process worker =
        new ProcessBuilder(
                "sh",
                "-c",
                "trap 'rm %s; exit 0' TERM; echo up; while :; do sleep 0.1; done".formatted(alive))
            .start();
    assertThat(worker.inputReader().readLine()).isEqualTo("up");
    Process hook =
        new ProcessBuilder("sh", "-c", command("lifecycle.preStop", worker.pid(), alive)).start();
    assertThat(hook.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(hook.exitValue()).isZero();
    assertThat(alive).doesNotExist();
    assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isZero();
  }

  @Test
  void the_liveness_probe_tells_a_file_that_is_touched_from_one_that_is_old_or_gone()
      throws Exception {
    Path alive = Files.createTempFile("heed", ".alive");
    String probe = command("livenessProbe", 0, alive);
    assertThat(new ProcessBuilder("sh", "-c", probe).start().waitFor()).isZero();
    Files.setLastModifiedTime(alive, FileTime.from(Instant.EPOCH));
    assertThat(new ProcessBuilder("sh", "-c", probe).start().waitFor()).isEqualTo(1);
    Files.delete(alive);
    assertThat(new ProcessBuilder("sh", "-c", probe).start().waitFor()).isEqualTo(1);
  }

  private static String command(String where, long process, Path alive) {
    JsonObject workers = Manifests.of(Manifests.all(), "Deployment").findFirst().orElseThrow();
    List<JsonElement> words =
        array(Manifests.pod(workers), CONTAINER + where + ".exec.command").asList();
    assertThat(words.get(0).getAsString()).isEqualTo("sh");
    return words
        .get(2)
        .getAsString()
        .replace("-TERM 1;", "-TERM " + process + ";")
        .replace("/tmp/heed.alive", alive.toString());
  }

  @Test
  void kubectl_puts_it_together() throws Exception {
    Assumptions.assumeTrue(UnitsTest.isThere("kubectl"));
    Path out = Files.createTempFile("heed", ".yaml");
    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", Manifests.FOLDER.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(kubectl.waitFor()).as(Files.readString(out)).isZero();
    assertThat(Files.readString(out))
        .contains("registry.example.edu/heed:")
        .containsPattern("name: heed-settings-\\w{10}")
        .doesNotContain("image: heed\n");
    Files.delete(out);
  }
}
