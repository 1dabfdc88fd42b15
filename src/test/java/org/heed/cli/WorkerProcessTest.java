package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Workers as processes of their own, from outside. */
@NullUnmarked
class WorkerProcessTest {
  private static final int MESSAGES = 300;

  @TempDir Path folder;
  private HeldGateway gateway;
  private Path manager;
  private Path other;
  private String url;

  @BeforeEach
  void start() throws IOException {
    gateway = new HeldGateway(20);
    manager = Files.createDirectories(folder.resolve("manager"));
    other = Files.createDirectories(folder.resolve("worker"));
    url = "--spring.datasource.url=" + TestDatabase.POSTGRESQL.url(folder);
  }

  @AfterEach
  void end() {
    gateway.close();
  }

  @Test
  void a_worker_sends_a_nights_texts_is_listed_and_ends_in_order() throws Exception {
    Files.createDirectories(manager.resolve("inbox"));
    Files.writeString(
        manager.resolve("inbox/c.csv"),
        "phone,from,message\n"
            + IntStream.range(0, MESSAGES)
                .mapToObj(i -> "+1312200" + (1000 + i) + ",Advising,Hello " + i + "\n")
                .collect(Collectors.joining()));
    assertThat(finish(gateway.heed(manager, "run", "import", url))).isZero();
    Process worker = gateway.heed(other, "worker", "--concurrency=4", url);
    JsonNode idle = listed(1);
    assertThat(idle.path(0).path("lanes").asInt()).isZero();
    assertThat(idle.path(0).path("alive").asBoolean()).isTrue();
    Process night = gateway.heed(manager, "run", "nightly", url);
    assertThat(gateway.isFull()).isTrue();
    JsonNode busy = listed(2);
    assertThat(busy.findValuesAsString("manager")).containsExactly("false", "true");
    assertThat(busy.path(0).path("lanes").asInt()).isEqualTo(256);
    assertThat(busy.path(1).path("lanes").asInt()).isZero();
    assertThat(finish(gateway.heed(folder.resolve("asks"), "status", url))).isZero();
    assertThat(Files.readString(folder.resolve("asks/out")))
        .contains("Workers", "256 of 256 lanes", "runs the night");
    // Asked to end in the middle, it finishes what is on its way; the manager does the rest.
    worker.destroy();
    gateway.goOn();
    assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isZero();
    assertThat(Files.readString(other.resolve("out")))
        .contains("Worker is up", "A night's texts begin", "Worker has ended in order.");
    assertThat(finish(night)).as(Files.readString(manager.resolve("err"))).isZero();
    assertThat(gateway.texts().stream().map(text -> text.lines().findFirst().orElseThrow()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, MESSAGES).mapToObj(i -> "Hello " + i).toList());
  }

  @Test
  void the_embedded_database_has_no_workers_and_that_is_said() throws Exception {
    assertThat(finish(gateway.heed(other, "worker"))).isEqualTo(2);
    assertThat(Files.readString(other.resolve("err")))
        .contains("the embedded database has one process", "spring.datasource.url")
        .hasLineCount(1);
    assertThat(Files.readString(other.resolve("out"))).isEmpty();
    assertThat(other.resolve("db")).doesNotExist();
    assertThat(finish(gateway.heed(other, "worker", "--lanes=0", url))).isEqualTo(2);
    assertThat(Files.readString(other.resolve("err")))
        .contains("--lanes: found 0, expected a number from 1 to 256");
  }

  /** The workers of status, when there are so many. */
  private JsonNode listed(int count) throws Exception {
    Path asks = Files.createDirectories(folder.resolve("asks"));
    for (int n = 0; n < 60; n++) {
      assertThat(finish(gateway.heed(asks, "status", "--json", url))).isZero();
      JsonNode workers =
          JsonMapper.shared().readTree(Files.readString(asks.resolve("out"))).path("workers");
      if (workers.size() == count) {
        return workers;
      }
    }
    throw new AssertionError("there never were " + count + " workers");
  }

  private static int finish(Process process) throws InterruptedException {
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
