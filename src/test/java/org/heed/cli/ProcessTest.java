package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heed as processes of their own: asked to end, started twice, and what they leave in the log. */
@NullUnmarked
class ProcessTest {
  private static final int MESSAGES = 300;
  private static final String TOKEN = "5ecret5ecret5ecret5ecret5ecret55";

  @TempDir Path home;

  private final List<String> texts = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch some = new CountDownLatch(20);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger sids = new AtomicInteger();
  private HttpServer gateway;

  @BeforeEach
  void gateway() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    gateway.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            }));
    gateway.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean post = exchange.getRequestMethod().equals("POST");
          if (post) {
            texts.add(
                Arrays.stream(body.split("&"))
                    .filter(field -> field.startsWith("Body="))
                    .map(field -> URLDecoder.decode(field.substring(5), StandardCharsets.UTF_8))
                    .collect(Collectors.joining()));
            some.countDown();
            if (some.getCount() == 0) {
              await(goOn);
            }
          }
          String answer =
              post
                  ? "{\"sid\":\"SM" + sids.incrementAndGet() + "\",\"status\":\"queued\"}"
                  : "{\"messages\":[],\"next_page_uri\":null}";
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(post ? 201 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    gateway.start();
  }

  @AfterEach
  void end() {
    goOn.countDown();
    gateway.stop(0);
  }

  @Test
  void asked_to_end_a_run_finishes_what_is_in_flight_and_the_next_sends_the_rest()
      throws Exception {
    drop();
    assertThat(finish(heed("run", "import"))).isZero();

    Process first = heed("run", "nightly");
    assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(finish(heed("run", "nightly"))).isEqualTo(3);
    assertThat(Files.readString(home.resolve("err")))
        .contains("already running: nightly since")
        .hasLineCount(1);
    assertThat(finish(heed("status"))).isZero();
    assertThat(Files.readString(home.resolve("out"))).contains("waiting to be sent", "running");
    first.destroy();
    goOn.countDown();
    assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isEqualTo(1);
    assertThat(texts).hasSizeLessThan(MESSAGES);

    assertThat(finish(heed("run", "nightly"))).isZero();
    assertThat(texts.stream().map(text -> text.lines().findFirst().orElseThrow()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, MESSAGES).mapToObj(i -> "Hello " + i).toList());
    nothing_personal_is_in_the_log();
  }

  @Test
  void asked_to_end_a_run_whose_gateway_hangs_ends_in_time_and_sends_nothing_twice()
      throws Exception {
    drop();
    assertThat(finish(heed("run", "import"))).isZero();
    Process run = heed("run", "nightly");
    assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
    run.destroy();
    assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(1);
    goOn.countDown();
    assertThat(finish(heed("run", "nightly"))).isZero();
    assertThat(texts).doesNotHaveDuplicates().hasSizeBetween(MESSAGES - 8, MESSAGES);
  }

  @Test
  void L4_staff_decide_while_a_night_runs_and_the_next_claim_knows_it() throws Exception {
    drop();
    assertThat(finish(heed("run", "import"))).isZero();
    Process night = heed("run", "nightly");
    assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.getPosixFilePermissions(home.resolve("db/heed.sock")))
        .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    assertThat(
            finish(
                heed("consent", "disable", "+13122001250", "--by", "Kim", "--reason", "called us")))
        .isZero();
    assertThat(Files.readString(home.resolve("out"))).contains("is DISABLED now");
    assertThat(finish(heed("consent", "disable", "nobody", "--by", "Kim", "--reason", "x")))
        .isEqualTo(2);
    assertThat(Files.readString(home.resolve("err"))).hasLineCount(1);
    assertThat(finish(heed("person", "+13122001250"))).isZero();
    assertThat(Files.readString(home.resolve("out"))).contains("DISABLED", "Kim");
    assertThat(finish(heed("review"))).isZero();
    goOn.countDown();
    night.waitFor(90, TimeUnit.SECONDS);
    assertThat(texts).hasSize(MESSAGES - 1).noneMatch(text -> text.startsWith("Hello 250\n"));
    assertThat(home.resolve("db/heed.sock")).doesNotExist();
    assertThat(finish(heed("audit"))).isZero();
  }

  @Test
  void serve_ends_in_order_when_asked_to() throws Exception {
    Process serve = heed("serve", "--heed.jobs=" + Path.of("jobs").toAbsolutePath());
    awaitLine("nightly: next at");
    serve.destroy();
    assertThat(serve.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(serve.exitValue()).isZero();
    assertThat(Files.readString(home.resolve("out"))).contains("Heed has ended in order.");
  }

  private void drop() throws IOException {
    Files.createDirectories(home.resolve("inbox"));
    Files.writeString(
        home.resolve("inbox/c.csv"),
        "phone,from,message\n"
            + IntStream.range(0, MESSAGES)
                .mapToObj(i -> "+1312200" + (1000 + i) + ",Advising,Hello " + i + "\n")
                .collect(Collectors.joining()));
  }

  private void nothing_personal_is_in_the_log() throws IOException {
    try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
      for (Path log : logs.toList()) {
        assertThat(Files.readString(log))
            .isNotEmpty()
            .doesNotContain(TOKEN, "Hello ")
            .doesNotContainPattern("\\+1312200\\d{4}");
      }
    }
  }

  private Process heed(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "org.heed.cli.Heed"));
    command.addAll(List.of(words));
    ProcessBuilder process = new ProcessBuilder(command);
    process
        .environment()
        .putAll(
            Map.of(
                "HEED_HOME", home.toString(),
                "HEED_TWILIO_BASE_URL", "http://127.0.0.1:" + gateway.getAddress().getPort(),
                "HEED_TWILIO_ACCOUNT_SID", "AC1",
                "HEED_TWILIO_AUTH_TOKEN", TOKEN,
                "HEED_SENDERS_0_NUMBER", "+12025550100",
                "HEED_SENDERS_0_NAME", "Advising",
                "HEED_DELIVERY_QUIET_HOURS", "off",
                "HEED_DELIVERY_CONCURRENCY", "4",
                "HEED_MAIL_FROM", "texts@example.edu",
                "SPRING_MAIL_HOST", "127.0.0.1"));
    process.redirectOutput(home.resolve("out").toFile());
    process.redirectError(home.resolve("err").toFile());
    return process.start();
  }

  private static int finish(Process process) throws InterruptedException {
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void awaitLine(String words) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    try (java.nio.file.WatchService changes = home.getFileSystem().newWatchService()) {
      home.register(changes, java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY);
      while (!Files.readString(home.resolve("out")).contains(words)) {
        assertThat(System.nanoTime()).isLessThan(giveUp);
        java.nio.file.WatchKey key = changes.poll(200, TimeUnit.MILLISECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
