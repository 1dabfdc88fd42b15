package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.heed.Ran;
import org.heed.Sleeper;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.gateway.RawServer;
import org.heed.text.Shift;
import org.heed.worker.Workers;
import org.jspecify.annotations.NullUnmarked;

/**
 * A night of which a process stands still before one of its texts, for longer than a claim is good
 * for, while people reply and staff decide: it goes on itself, or somebody else has meanwhile.
 */
@NullUnmarked
final class ProofSleep {
  /** A text asks for the time so often before it leaves. */
  private static final int ASKED = 5;

  /** What a process has claimed, each with one call at once: one under way and one ahead. */
  private static final int CLAIMED = 2;

  private static final int OLD = 11;
  private static final int READ_AGAIN = 100;
  private static final int LATE = 301;
  private static final int LONGEST = 9 * 3600;
  private static final List<String> EXPIRE =
      List.of(
          "update shedlock set lock_until = lock_until - interval '1 hour'",
          "update worker set until = until - interval '1 hour'",
          "update lane set until = until - interval '1 hour'");

  private enum Who {
    GOES_ON,
    HEIR,
    WORKER
  }

  /** How many nights slept how. */
  static final Map<String, Integer> SLEPT = new TreeMap<>();

  private final Town town;
  private final ProofHistory history;
  private final ProofModel model;
  private final boolean shared;
  private final int before;
  private final List<String> expected = new ArrayList<>();
  private boolean slept;
  private boolean heard;
  private boolean doubted;

  ProofSleep(Town town, ProofHistory history) {
    this.town = town;
    this.history = history;
    this.model = history.model;
    this.shared = town.heed.bean(Workers.class).shared();
    this.before = town.gateway.posts().size();
  }

  /** What the gateway is asked for. */
  List<String> night() {
    model.begins(history.second());
    int texts = (int) model.texts();
    int look = texts == 0 ? 0 : 1 + history.random.nextInt(ASKED * texts - 1);
    Who who =
        shared && texts > 0
            ? Who.values()[history.random.nextInt(Who.values().length)]
            : Who.GOES_ON;
    history.told.add(
        "%d: night at %s, sleeps at look %d, %s"
            .formatted(history.second(), town.now(), look, who));
    switch (who) {
      case GOES_ON -> goesOn(look);
      case HEIR -> heir(look);
      case WORKER -> worker(look);
    }
    SLEPT.merge(shown(who), 1, Integer::sum);
    return expected;
  }

  private String shown(Who who) {
    return !slept ? "AWAKE" : who + (heard ? ", long" : ", short") + (doubted ? ", in doubt" : "");
  }

  private void goesOn(int look) {
    Sleeper sleeper = (Sleeper) town.heed.clock;
    sleeper.sleepsAt(
        look,
        () -> {
          left();
          passes(shared ? town.other(0) : town.heed);
        });
    assertThat(town.heed.run("nightly").problem()).as("%s", history.told).isNull();
    slept = sleeper.slept();
    if (slept && heard) {
      model.read();
    }
    ends();
  }

  private void heir(int look) {
    Sleeper sleeper = (Sleeper) town.heed.clock;
    sleeper.sleepsAt(
        look,
        () -> {
          left();
          passes(town.other(0));
          EXPIRE.forEach(town.heed.jdbc::update);
          assertThat(town.other(0).run("nightly").problem()).as("%s", history.told).isNull();
          model.begins(history.second());
          doubts();
          ends();
        });
    Ran night = town.heed.run("nightly");
    slept = sleeper.slept();
    if (slept) {
      assertThat(night.problem()).as("%s", history.told).contains("another run has taken over");
    } else {
      assertThat(night.problem()).as("%s", history.told).isNull();
      ends();
    }
  }

  private void worker(int look) {
    Sleeper sleeper = (Sleeper) town.other(0).clock;
    CountDownLatch over = new CountDownLatch(1);
    sleeper.sleepsAt(
        look,
        () -> {
          EXPIRE
              .subList(1, 3)
              .forEach(one -> town.heed.jdbc.update(one + " where " + workers(one)));
          awaits(over);
        });
    try (Shift shift = new Shift(town)) {
      history.told.add(history.second() + ": " + shift);
      assertThat(town.heed.run("nightly").problem()).as("%s", history.told).isNull();
      List<String> behind = model.behind(inDoubt());
      assertThat(bodies()).filteredOn(behind::contains).as("%s", history.told).isEmpty();
      left();
      doubts();
      ends();
      passes(town.heed);
      over.countDown();
    }
    slept = sleeper.slept();
  }

  private static String workers(String statement) {
    return statement.startsWith("update worker")
        ? "not manager"
        : "owner in (select id from worker where not manager)";
  }

  private void left() {
    expected.addAll(model.goesOn(history.second(), "", bodies()));
  }

  private void ends() {
    expected.addAll(model.goesOn(history.second(), "", model.queued()));
    model.read();
  }

  /** What had been claimed and never left is in doubt, and no more than that. */
  private void doubts() {
    List<String> found = inDoubt();
    history.told.add(history.second() + ": in doubt " + found);
    Collection<String> anew = model.doubts(history.second(), found);
    doubted = !anew.isEmpty();
    assertThat(anew).hasSizeLessThanOrEqualTo(CLAIMED);
    assertThat(bodies()).filteredOn(anew::contains).isEmpty();
  }

  private List<String> inDoubt() {
    return town.heed.jdbc.queryForList(
        "select body from message where status = 'IN_DOUBT'", String.class);
  }

  private List<String> bodies() {
    return town.gateway.posts().stream()
        .skip(before)
        .map(RawServer.Request::form)
        .map(ProofHistory::body)
        .toList();
  }

  /** Older than a claim may be; or for so long that the replies are read again before a text. */
  private void passes(TestHeed awake) {
    int second = history.second();
    int seconds = OLD + history.random.nextInt(READ_AGAIN - OLD);
    int longer = LATE + history.random.nextInt(LONGEST);
    heard = history.random.nextBoolean() && !model.limit.lapses(second, second + longer + OLD);
    town.clock.advance(Duration.ofSeconds(heard ? longer : seconds));
    for (int n = history.random.nextInt(4); n > 0; n--) {
      town.clock.advance(Duration.ofSeconds(2));
      if (history.random.nextInt(3) > 0) {
        history.reply();
      } else {
        history.staff(awake);
      }
    }
    town.clock.advance(Duration.ofSeconds(2));
    history.told.add(history.second() + ": wakes" + (heard ? " and reads" : ""));
  }

  private static void awaits(CountDownLatch over) {
    try {
      assertThat(over.await(5, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
