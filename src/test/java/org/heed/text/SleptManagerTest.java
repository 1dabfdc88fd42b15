package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.heed.Ran;
import org.heed.Sleeper;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.gateway.RawServer;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night that slept while another took over and could not send what the first had left. */
@NullUnmarked
class SleptManagerTest {
  @TempDir Path home;

  @Test
  void it_ends_when_it_wakes_though_it_has_no_lane_left_to_claim_a_text_of() throws Exception {
    try (Town town = new Town(TestDatabase.POSTGRESQL, home, "--heed.delivery.concurrency=1")) {
      for (int n = 0; n < 3; n++) {
        town.queue(TestHeed.ADVISING, town.person(), "No " + n);
      }
      assertThat(town.heed.run("import").problem()).isNull();
      Sleeper sleeper = (Sleeper) town.heed.clock;
      sleeper.sleepsAt(
          1,
          () -> {
            town.clock.advance(Duration.ofMinutes(1));
            for (String table :
                new String[] {
                  "shedlock set lock_until = lock_until",
                  "worker set until = until",
                  "lane set until = until"
                }) {
              town.heed.jdbc.update("update " + table + " - interval '1 hour'");
            }
            town.gateway.answers(RawServer.json(503, "{}"));
            assertThat(town.other(0).run("nightly").problem()).contains("cannot be settled");
            town.gateway.rest();
          });
      Ran night =
          CompletableFuture.supplyAsync(() -> town.heed.run("nightly")).get(60, TimeUnit.SECONDS);
      assertThat(sleeper.slept()).isTrue();
      assertThat(night.problem()).contains("another run has taken over");
      assertThat(town.gateway.posts()).isEmpty();
    }
  }
}
