package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.job.BatchRuns;
import org.heed.queue.TextQueue;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Several processes send a night's texts. */
@NullUnmarked
class WorkersNightTest extends WorkersNight {
  @Test
  void workers_send_all_and_the_manager_none() throws Exception {
    workers(2);
    Ran night = manager.run("nightly");
    assertThat(night.done()).as(night.lines().toString()).isTrue();
    assertThat(night.lines().get(0)).startsWith(MESSAGES + " texted, 0 emailed");
    each_text_left_once();
    // Each process numbers its attempts from a block of its own; the first is the manager's.
    assertThat(textsByBlock()).hasSize(2);
    nobody_has_lanes();
  }

  @Test
  void a_worker_that_joins_gets_lanes_and_one_that_ends_gives_them_back() throws Exception {
    gateway.fate(text -> waiting());
    Future<Ran> night = processes.submit(() -> manager.run("nightly"));
    gate.reached();
    assertThat(manager.count(LANES_OF_OTHERS + " where w.manager")).isEqualTo(256);
    TestHeed worker = worker("late");
    // What is on its way from the manager stays its own until it is recorded.
    await(() -> manager.count(LANES_OF_OTHERS + " where not w.manager") > 200);
    assertThat(manager.count(LANES_OF_OTHERS + " where w.manager")).isPositive();
    gate.open();
    await(() -> manager.count("attempt") > 100);
    worker.bean(BatchRuns.class).stop();
    assertThat(night.get(60, TimeUnit.SECONDS).done()).isTrue();
    each_text_left_once();
    nobody_has_lanes();
  }

  @Test
  void what_a_worker_had_claimed_when_it_slept_past_its_lease_is_never_sent_twice()
      throws Exception {
    gateway.fate(text -> waiting());
    workers(2);
    Future<Ran> night = processes.submit(() -> manager.run("nightly"));
    gate.reached();
    // As if one's machine had stood still: its lanes go to the other, its texts are in doubt.
    Long sleeper =
        manager.jdbc.queryForObject("select max(id) from worker where not manager", Long.class);
    await(
        () -> {
          manager.jdbc.update(
              "update worker set until = clock_timestamp() - interval '1 minute' where id = ?",
              sleeper);
          manager.jdbc.update(
              "update lane set until = clock_timestamp() - interval '1 minute' where owner = ?",
              sleeper);
          return manager.count("attempt where status = 'IN_DOUBT'") > 0;
        });
    gate.open();
    assertThat(night.get(60, TimeUnit.SECONDS)).isNotNull();
    for (int n = 0; n < 3; n++) {
      clock.advance(Duration.ofMinutes(61));
      manager.run("nightly");
    }
    each_text_left_once();
    assertThat(manager.count("message where status in ('SENT', 'DELIVERED')")).isEqualTo(MESSAGES);
    assertThat(manager.count("intent")).isZero();
  }

  @Test
  void O2_a_text_of_two_lanes_is_known_and_left_to_one_that_has_all() {
    TextQueue queue = manager.bean(TextQueue.class);
    manager.jdbc.update(
        "update message set status = 'READY', channel = 'SMS', destination = ? where id = 1",
        phone(0));
    assertThat(queue.hasSplit()).isFalse();
    manager.jdbc.update("delete from listing where number = ?", phone(0));
    assertThat(queue.hasSplit()).isTrue();
  }

  @Test
  void of_one_campaign_alone_workers_send_nothing_else() throws Exception {
    manager.drop("other.csv", "phone,from,message", "+13125559999,Bursar,Another one");
    manager.run("import");
    workers(1);
    manager.run("nightly", "campaign=other");
    assertThat(gateway.posts()).hasSize(1);
    assertThat(manager.count("message where status = 'READY'")).isEqualTo(MESSAGES);
  }
}
