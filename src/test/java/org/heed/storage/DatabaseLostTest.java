package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.Ran;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.gateway.Middleman;
import org.heed.gateway.Middleman.Fate;
import org.heed.sandbox.SandboxGateway;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection to PostgreSQL is lost while texts leave, and comes back. */
@NullUnmarked
class DatabaseLostTest {
  private static final int MESSAGES = 300;
  private static final String PREFIX = "jdbc:postgresql://";

  @TempDir Path home;
  private final TestClock clock = new TestClock(TestHeed.NOON);

  @ParameterizedTest
  @ValueSource(ints = {40, 290})
  void what_was_answered_is_recorded_when_the_connection_is_back_and_nothing_goes_twice(int after) {
    URI real = URI.create(TestDatabase.POSTGRESQL.newUrl(home).substring("jdbc:".length()));
    AtomicInteger texts = new AtomicInteger();
    try (Relay wire = new Relay(real.getPort());
        SandboxGateway sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
        Middleman gateway = new Middleman(sandbox.baseUrl())) {
      String url = PREFIX + "127.0.0.1:" + wire.port() + real.getPath() + "?" + real.getQuery();
      try (TestHeed heed =
          TestHeed.start(
              url,
              home,
              clock,
              "--heed.twilio.base-url=" + gateway.baseUrl(),
              "--heed.delivery.concurrency=8",
              "--heed.lease=1s")) {
        heed.drop(
            "c.csv",
            Stream.concat(
                    Stream.of("phone,from,message"),
                    IntStream.range(0, MESSAGES)
                        .mapToObj(i -> "+1312555%04d,Advising,No %d".formatted(i, i)))
                .toArray(String[]::new));
        heed.run("import");
        gateway.fate(
            text -> {
              if (texts.incrementAndGet() == after) {
                wire.cut();
                Thread back =
                    new Thread(
                        () -> {
                          java.util.concurrent.locks.LockSupport.parkNanos(
                              Duration.ofSeconds(2).toNanos());
                          wire.mend();
                        });
                back.start();
              }
              return Fate.PASS;
            });
        String problem = night(heed);
        assertThat(problem).isNotNull();
        assertThat(texts.get()).isLessThan(after + 40);
        gateway.rest();
        for (int night = 0; night < 3; night++) {
          clock.advance(Duration.ofMinutes(61));
          assertThat(heed.run("nightly").done()).isTrue();
        }
        assertThat(
                gateway.posts().stream()
                    .map(post -> post.form().get("Body").lines().findFirst().orElseThrow()))
            .doesNotHaveDuplicates()
            .hasSize(MESSAGES);
        assertThat(heed.count("message where status in ('SENT', 'DELIVERED')")).isEqualTo(MESSAGES);
      }
    }
  }

  private static String night(TestHeed heed) {
    try {
      Ran night = heed.run("nightly");
      return night.problem();
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
