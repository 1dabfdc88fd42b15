package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.gateway.Middleman.Fate;
import org.heed.gateway.RawServer;
import org.heed.worker.Workers;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What one of several processes meets, and what becomes of the others. */
@NullUnmarked
class WorkersFaultTest extends WorkersNight {
  @Test
  void R6_a_fault_of_the_account_that_one_meets_stops_all_and_is_told() throws Exception {
    RawServer.Script refuses = RawServer.json(401, "{\"code\":20003,\"message\":\"Authenticate\"}");
    RawServer.Script empty = RawServer.json(200, "{\"messages\":[],\"next_page_uri\":null}");
    gateway.answers(
        (request, socket) ->
            (request.method().equals("POST") ? refuses : empty).answer(request, socket));
    workers(2);
    Ran night = manager.run("nightly");
    assertThat(night.done()).isFalse();
    assertThat(night.problem()).contains("20003");
    assertThat(manager.count("message where status = 'READY'")).isEqualTo(MESSAGES);
    assertThat(gateway.posts()).hasSizeLessThan(MESSAGES / 4);
    nobody_has_lanes();
  }

  @Test
  void R6_a_worker_that_does_not_reach_the_gateway_leaves_the_night_to_others() throws Exception {
    workers(1);
    TestHeed cut = heed("cut", URI.create("http://127.0.0.1:1"));
    work(cut);
    await(() -> manager.bean(Workers.class).all().size() == 2);
    Ran night = manager.run("nightly");
    assertThat(night.problem()).isNotNull();
    each_text_left_once();
    assertThat(manager.count("message where status = 'SENT'")).isEqualTo(MESSAGES);
  }

  @Test
  void R6_what_is_to_be_tried_again_while_lanes_change_hands_goes_once() throws Exception {
    gateway.fate(text -> waiting());
    Future<Ran> night = processes.submit(() -> manager.run("nightly"));
    gate.reached();
    worker("late");
    await(() -> manager.count(LANES_OF_OTHERS + " where not w.manager") > 200);
    // Each of some once, so that none is given up.
    Set<String> refused = ConcurrentHashMap.newKeySet();
    gateway.fate(
        text ->
            refused.size() < 20 && refused.add(text.form().get("Body")) ? Fate.BUSY : Fate.PASS);
    gate.open();
    assertThat(night.get(120, TimeUnit.SECONDS).problem()).isNull();
    assertThat(manager.count("message where status = 'SENT'")).isEqualTo(MESSAGES);
    assertThat(manager.count("attempt where status = 'SENT'")).isEqualTo(MESSAGES);
    nobody_has_lanes();
  }

  @Test
  void R9_opt_outs_are_counted_over_all_and_a_pause_is_everybodys() throws Exception {
    IntStream.range(0, MESSAGES).forEach(i -> sandbox.reply(phone(i), TestHeed.ADVISING, "STOP"));
    List<TestHeed> two = workers(2);
    gateway.fate(text -> slowly());
    manager.run("nightly");
    assertThat(manager.count("pause")).isEqualTo(1);
    assertThat(manager.count("message where status = 'HELD'")).isPositive();
    assertThat(gateway.posts()).hasSizeLessThan(MESSAGES);
    assertThat(two).hasSize(2);
  }
}
