package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;
import static org.heed.gateway.RawServer.answer;
import static org.heed.gateway.RawServer.json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.heed.Ran;
import org.heed.job.Progress;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** How a night slows down, waits and stops, counted at the gateway (R6). */
@NullUnmarked
class SlowDownNightTest extends FaultWorld {
  private static final String RETRY_1S = "Retry-After: 1";
  private final List<Long> asked = Collections.synchronizedList(new ArrayList<>());

  @Test
  void R6_a_refused_sender_leaves_the_others_alone() {
    queue("Advising", 30);
    queue("Bursar", 30);
    Ran night =
        night(
            (request, socket) ->
                (request.form().get("From").equals(ADVISING) ? json(400, error(30034)) : ok())
                    .answer(request, socket));
    assertThat(night.problem())
        .isEqualTo(
            "the gateway refuses the sender Advising (code 30034: The sender is not registered);"
                + " 30 texts stay queued, nothing is lost");
    assertThat(posts(BURSAR)).isEqualTo(30);
    assertThat(posts(ADVISING)).isBetween(1, 16);
    assertThat(messages()).filteredOn("SENT SMS"::equals).hasSize(30);
  }

  @Test
  void R6_a_refused_account_is_asked_no_more() {
    queue("Advising", 100);
    Ran night = night(n -> json(401, error(20003)));
    assertThat(server.posts()).hasSizeLessThanOrEqualTo(8);
    assertThat(night.problem()).endsWith("; 100 texts stay queued, nothing is lost");
    assertThat(messages()).containsOnly("READY SMS").hasSize(100);
  }

  @Test
  void R6_the_circuit_ends_a_run_that_gets_no_readable_answers() {
    queue("Advising", 200);
    Ran night = night(n -> answer(502, "text/html", HTML));
    int sent = server.posts().size();
    assertThat(sent).isBetween(20, 60);
    assertThat(night.problem())
        .isEqualTo(
            "the gateway gave no readable answer to nearly all of 20 texts (code 502: the gateway"
                + " answered HTTP 502 and nothing readable); no more are sent; %d texts stay queued, %d texts are in doubt until a later run, nothing is lost"
                    .formatted(200 - sent, sent));
    assertThat(messages()).filteredOn("IN_DOUBT SMS"::equals).hasSize(sent);
    assertThat(messages()).filteredOn("READY SMS"::equals).hasSize(200 - sent);
  }

  @Test
  void a_text_that_is_tried_again_is_not_done_yet() {
    queue("Advising", 20);
    AtomicInteger n = new AtomicInteger();
    List<Progress.State> states = Collections.synchronizedList(new ArrayList<>());
    night(
        (request, socket) -> {
          int post = n.incrementAndGet();
          if (post == 25) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            states.add(heed.bean(Progress.class).state());
          }
          (post <= 5 ? json(429, error(20429)) : ok()).answer(request, socket);
        });
    assertThat(states).containsExactly(new Progress.State("texts", 20, 19));
  }

  @Test
  void R6_no_request_leaves_before_the_time_the_gateway_asked_to_wait_for() {
    queue("Advising", 40);
    AtomicInteger n = new AtomicInteger();
    List<Long> told = Collections.synchronizedList(new ArrayList<>());
    Ran night =
        night(
            (request, socket) -> {
              asked.add(System.nanoTime());
              if (n.incrementAndGet() == 10) {
                json(429, error(20429), RETRY_1S).answer(request, socket);
                told.add(System.nanoTime());
              } else {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                ok().answer(request, socket);
              }
            });
    assertThat(night.problem()).isNull();
    assertThat(server.posts()).hasSize(41);
    long until = told.get(0) + Duration.ofSeconds(1).toNanos();
    long reading = told.get(0) + Duration.ofMillis(100).toNanos();
    // Eight may have been on their way when it was said.
    assertThat(asked).filteredOn(at -> at < until).hasSizeLessThanOrEqualTo(10 + 8);
    assertThat(asked).noneMatch(at -> at > reading && at < until);
  }

  @Test
  void R6_fewer_texts_are_in_flight_after_a_429_and_then_more_again() {
    queue("Advising", 160);
    AtomicInteger open = new AtomicInteger();
    AtomicInteger n = new AtomicInteger();
    List<Integer> flights = Collections.synchronizedList(new ArrayList<>());
    Ran night =
        night(
            (request, socket) -> {
              int nth = n.incrementAndGet();
              flights.add(open.incrementAndGet());
              LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
              open.decrementAndGet();
              (nth >= 40 && nth < 58 ? json(429, error(20429)) : ok()).answer(request, socket);
            });
    assertThat(night.summary().get("texted")).asString().startsWith("1");
    assertThat(most(flights, 0, 40)).isEqualTo(8);
    assertThat(most(flights, 64, 72)).isLessThanOrEqualTo(6);
    assertThat(most(flights, 130, flights.size())).isEqualTo(8);
  }

  private static int most(List<Integer> flights, int from, int to) {
    return Collections.max(flights.subList(from, to));
  }

  private int posts(String sender) {
    return (int)
        server.posts().stream().filter(post -> post.form().get("From").equals(sender)).count();
  }
}
