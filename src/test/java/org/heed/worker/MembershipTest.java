package org.heed.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** Who has which lanes, as processes come, sleep and go. */
@NullUnmarked
class MembershipTest {
  private static final Round ROUND = new Round(7, Round.Work.TEXTS, null);

  @TempDir Path home;
  private TestHeed heed;
  private Workers workers;
  private Membership manager;
  private final List<Membership> all = new ArrayList<>();

  @BeforeEach
  void start() {
    heed = TestHeed.start(TestDatabase.POSTGRESQL, home, "--heed.lease=1h");
    workers = heed.bean(Workers.class);
    manager = joined(true, 256);
    Part opened = manager.opens(ROUND, 0, false);
    assertThat(isOver(opened)).isFalse();
  }

  @AfterEach
  void end() {
    all.forEach(Membership::close);
    heed.close();
  }

  @Test
  void the_manager_has_all_where_nobody_else_is_and_what_others_do_not_take() {
    balance(manager);
    assertThat(manager.lanes()).hasSize(256);
    Membership small = joined(false, 10);
    assertThat(balance(manager)).isTrue();
    balance(small);
    assertThat(small.lanes()).hasSize(10);
    assertThat(manager.lanes()).hasSize(246).doesNotContainAnyElementsOf(small.lanes());
  }

  @Test
  void workers_share_alike_and_give_back_to_one_that_comes() {
    Membership one = joined(false, 256);
    Membership other = joined(false, 256);
    balance(one);
    balance(other);
    assertThat(List.of(one.lanes().size(), other.lanes().size())).containsExactly(128, 128);
    Membership third = joined(false, 256);
    balance(one);
    balance(other);
    balance(third);
    assertThat(third.lanes()).hasSize(84);
    assertThat(apart(one, other, third)).hasSize(256);
  }

  @Test
  void what_is_on_its_way_is_given_back_when_it_is_no_more() {
    balance(manager);
    Membership worker = joined(false, 256);
    manager.balance(ROUND, lane -> lane == 5, lanes -> {});
    assertThat(manager.lanes()).isEmpty();
    assertThat(manager.isLeaving()).isTrue();
    balance(worker);
    assertThat(worker.lanes()).hasSize(255).doesNotContain(5);
    balance(manager);
    balance(worker);
    assertThat(worker.lanes()).hasSize(256);
    assertThat(manager.isLeaving()).isFalse();
  }

  @Test
  void what_another_run_has_closed_is_not_waited_for() {
    joined(false, 256);
    AtomicInteger looks = new AtomicInteger();
    workers.handOut(
        new Round(8, Round.Work.ROUTING, null),
        0,
        () -> looks.incrementAndGet() > 30,
        done -> workers.end(() -> true),
        problem -> {});
    assertThat(looks.get()).isLessThan(10);
  }

  @Test
  void of_what_was_over_it_goes_on_with_what_nobody_took_and_says_that_it_slept() {
    Membership sleeper = joined(false, 256);
    balance(sleeper);
    Membership other = joined(false, 256);
    over("worker", "id", sleeper);
    over("lane", "owner", sleeper);
    heed.jdbc.update(
        "update lane set until = clock_timestamp() + interval '1 hour' where id >= 100 and owner ="
            + " ?",
        sleeper.id());
    balance(other);
    assertThat(other.lanes()).hasSize(100);
    assertThatThrownBy(() -> keep(sleeper, Set.of(5, 200))).isInstanceOf(LanesLost.class);
    assertThat(sleeper.isFresh()).isFalse();
    heed.jdbc.update(
        "update worker set until = clock_timestamp() + interval '1 hour' where id = ?",
        sleeper.id());
    assertThat(balance(sleeper)).isTrue();
    balance(other);
    balance(sleeper);
    assertThat(apart(sleeper, other)).hasSize(256);
    assertThat(ownersOf(sleeper)).isEqualTo(sleeper.lanes());
  }

  @Test
  void one_that_got_back_the_very_lanes_it_had_is_told_so() {
    Membership sleeper = joined(false, 256);
    balance(sleeper);
    heed.jdbc.update("update lane set epoch = epoch + 1, owner = null");
    assertThatThrownBy(() -> keep(sleeper, Set.of(1))).isInstanceOf(LanesLost.class);
    assertThat(balance(sleeper)).isTrue();
    assertThat(sleeper.lanes()).hasSize(256);
    assertThat(sleeper.epoch(1)).isEqualTo(3);
    keep(sleeper, Set.of(1));
  }

  @Test
  void a_lane_it_does_not_have_is_not_kept_by_anybody() {
    assertThatThrownBy(() -> keep(joined(false, 256), Set.of(3))).isInstanceOf(LanesLost.class);
  }

  @Test
  void once_the_round_is_closed_nobody_takes_a_lane_whatever_it_had_read() {
    Membership late = joined(false, 256);
    assertThat(workers.end(ROUND, () -> false)).isTrue();
    balance(late);
    assertThat(late.lanes()).isEmpty();
  }

  @Test
  void a_run_that_is_over_closes_its_own_round_and_no_other() {
    Part next = joined(true, 256).opens(new Round(8, Round.Work.TEXTS, null), 0, false);
    assertThat(workers.end(ROUND, () -> false)).isTrue();
    assertThat(isOver(next)).isFalse();
    assertThat(workers.end(() -> false)).isTrue();
    assertThat(isOver(next)).isTrue();
  }

  @Test
  void a_round_is_done_when_nobody_has_anything_left_and_every_lane_has_somebody() {
    Membership worker = joined(false, 256);
    Part part = worker.part(ROUND);
    assertThat(part.isDone()).isFalse();
    balance(worker);
    assertThat(part.isDone()).as("it has lanes, and has not said that it is idle").isFalse();
    part.look(true, 0, lane -> false, lanes -> {}, standing -> {});
    assertThat(part.isDone()).isTrue();
  }

  private boolean isOver(Part part) {
    return workers.round().isEmpty() || !workers.round().get().equals(part.round());
  }

  private Membership joined(boolean isManager, int most) {
    Membership member = workers.join(isManager, most);
    all.add(member);
    return member;
  }

  private static boolean balance(Membership member) {
    return member.balance(ROUND, lane -> false, lanes -> {});
  }

  private void keep(Membership member, Set<Integer> lanes) {
    heed.bean(TransactionTemplate.class).executeWithoutResult(status -> member.keep(lanes));
  }

  private void over(String table, String column, Membership of) {
    heed.jdbc.update(
        "update "
            + table
            + " set until = clock_timestamp() - interval '1 minute' where "
            + column
            + " = ?",
        of.id());
  }

  private Set<Integer> ownersOf(Membership member) {
    return new HashSet<>(
        heed.jdbc.queryForList("select id from lane where owner = ?", Integer.class, member.id()));
  }

  /** All their lanes, none of which two have. */
  private static Set<Integer> apart(Membership... members) {
    Set<Integer> lanes = new HashSet<>();
    IntStream.range(0, members.length)
        .forEach(
            i -> {
              Set<Integer> some = members[i].lanes();
              assertThat(lanes.stream().filter(some::contains).collect(Collectors.toSet()))
                  .isEmpty();
              lanes.addAll(some);
            });
    return lanes;
  }
}
