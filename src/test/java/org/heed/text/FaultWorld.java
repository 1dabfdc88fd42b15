package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.gateway.RawServer.json;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.gateway.RawServer;
import org.heed.gateway.RawServer.Script;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Whole nights against a gateway whose every answer a test writes. */
@NullUnmarked
abstract class FaultWorld {
  static final String HTML = "<html><body>Bad gateway</body></html>";
  static final String LOG = "{\"messages\": [], \"next_page_uri\": null}";
  static final AtomicInteger SIDS = new AtomicInteger();

  @TempDir static Path home;
  static final SwitchedGateway gateway = new SwitchedGateway();
  static TestHeed heed;
  static int files;

  RawServer server;

  @BeforeAll
  static void start() {
    heed =
        TestHeed.start(
            TestDatabase.HSQLDB,
            home,
            target -> target.registerBean(org.heed.gateway.Gateway.class, () -> gateway),
            "--heed.delivery.max-attempts=3",
            "--heed.delivery.concurrency=8");
    heed.drop(
        "people.csv",
        Stream.concat(
                Stream.of("student_id,email,mobile_phone"),
                IntStream.range(1000, 1200)
                    .mapToObj(n -> "S%d,s%d@x.edu,312555%d".formatted(n, n, n)))
            .toArray(String[]::new));
    assertThat(heed.run("import").problem()).isNull();
  }

  @AfterAll
  static void stop() {
    heed.close();
  }

  @BeforeEach
  void nothingIsQueued() {
    for (String table : List.of("attempt", "intent", "message")) {
      heed.jdbc.update("delete from " + table);
    }
  }

  /** Queues a text for so many people. */
  static void queue(String sender, int people) {
    int first = 1000 + (sender.equals("Bursar") ? 100 : 0);
    files++;
    List<String> lines = new ArrayList<>(List.of("student_id,from,message"));
    for (int i = 0; i < people; i++) {
      lines.add("S%d,%s,Hello %d".formatted(first + i, sender, files));
    }
    heed.drop("c" + files + ".csv", lines.toArray(String[]::new));
    assertThat(heed.run("import").summary()).containsEntry("queued", (long) people);
  }

  Ran night(IntFunction<Script> nth) {
    return night(nth, null);
  }

  Ran night(IntFunction<Script> nth, URI texts) {
    AtomicInteger n = new AtomicInteger();
    return night(
        (request, socket) -> nth.apply(n.incrementAndGet()).answer(request, socket), texts);
  }

  Ran night(Script post) {
    return night(post, null);
  }

  /**
   * @param texts where texts are sent; null: where the log is read
   */
  Ran night(Script post, URI texts) {
    Script log = json(200, LOG, "Date: Mon, 23 Nov 2026 18:00:00 GMT");
    server =
        new RawServer(
            (request, socket) ->
                (request.method().equals("POST") ? post : log).answer(request, socket));
    try {
      gateway.to(server.baseUrl(), texts == null ? server.baseUrl() : texts);
      return heed.run("nightly");
    } finally {
      gateway.close();
      server.close();
    }
  }

  static List<String> messages() {
    return heed.jdbc.queryForList(
        "select status || ' ' || channel from message order by id", String.class);
  }

  static Script ok() {
    return json(
        201,
        "{\"sid\": \"SM%d\", \"status\": \"queued\", \"num_segments\": \"1\"}"
            .formatted(SIDS.incrementAndGet()));
  }

  static String error(int code) {
    return "{\"code\": %d, \"message\": \"no\", \"more_info\": \"\", \"status\": 400}"
        .formatted(code);
  }
}
