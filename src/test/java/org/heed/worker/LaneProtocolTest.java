package org.heed.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * The protocol by which processes share lanes, small enough to try everything that can happen in
 * every order: two processes, one lane, two texts of it. Each may be stopped anywhere and go on at
 * any time later; the database's time and a process's own pass as they like, but a lease is never
 * over for others while its holder still thinks it good.
 */
@NullUnmarked
class LaneProtocolTest {
  private enum Phase {
    IDLE,
    /** Its intent is committed. */
    CLAIMED,
    /** It has looked for the last time; the next thing it does is to write to the socket. */
    LOOKED,
    /** The gateway has answered. */
    ANSWERED
  }

  private enum Text {
    READY,
    IN_DOUBT,
    SENT
  }

  /**
   * One process.
   *
   * @param epoch the lane's as it believes to have it; 0: it has it not
   * @param fresh by its own clock its lease is not over
   * @param text the one it is about
   * @param stopped it does nothing until it goes on
   * @param late it was stopped between its last look and the write
   */
  private record Member(
      int epoch, boolean fresh, Phase phase, int text, boolean stopped, boolean late) {
    static final Member NEW = new Member(0, false, Phase.IDLE, -1, false, false);

    Member at(Phase next) {
      return new Member(epoch, fresh, next, text, stopped, late);
    }
  }

  /**
   * Everything there is.
   *
   * @param owner of the lane; -1: nobody
   * @param over the owner's time is over, by the database's clock
   * @param intents whose each text's is; -1: there is none
   * @param taken how often the gateway took each text
   */
  private record World(
      int owner,
      int epoch,
      boolean over,
      List<Text> texts,
      List<Integer> intents,
      List<Integer> intentEpochs,
      List<Integer> taken,
      List<Member> members) {}

  /** What may be taken out, to see that it is missed. */
  private enum Guard {
    /** The claim's transaction looks whose the lane is, and keeps it so until its commit. */
    FENCE,
    /** The lease is looked at last before the write. */
    LAST_LOOK,
    /** Whoever takes a lane puts what was on its way in it in doubt. */
    TAKE_UP
  }

  private static final int MOST_EPOCHS = 4;
  private static final World START =
      new World(
          -1,
          0,
          false,
          List.of(Text.READY, Text.READY),
          List.of(-1, -1),
          List.of(0, 0),
          List.of(0, 0),
          List.of(Member.NEW, Member.NEW));

  private final Set<String> violations = new HashSet<>();

  @Test
  void R6_O2_whatever_happens_in_whatever_order_no_text_goes_twice_and_one_at_a_time() {
    assertThat(explore(Set.of(Guard.values()))).isGreaterThan(10_000);
    assertThat(violations).isEmpty();
  }

  @Test
  void each_guard_is_missed_when_it_is_taken_out() {
    for (Guard out : Guard.values()) {
      violations.clear();
      Set<Guard> others = new HashSet<>(Set.of(Guard.values()));
      others.remove(out);
      explore(others);
      assertThat(violations).as("without %s", out).isNotEmpty();
    }
  }

  private int explore(Set<Guard> guards) {
    Set<World> seen = new HashSet<>(Set.of(START));
    Deque<World> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      World world = open.remove();
      judge(world);
      for (World next : steps(world, guards)) {
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    return seen.size();
  }

  private void judge(World world) {
    long late = world.members().stream().filter(Member::late).count();
    if (world.taken().stream().anyMatch(count -> count > 1 + late)) {
      violations.add("taken twice");
    }
    long onTheirWay =
        world.members().stream()
            .filter(one -> one.phase() == Phase.LOOKED && !one.late())
            .filter(one -> one.fresh() && !one.stopped())
            .count();
    if (onTheirWay > 1) {
      violations.add("two at once");
    }
  }

  private List<World> steps(World world, Set<Guard> guards) {
    List<World> next = new ArrayList<>();
    if (world.owner() >= 0 && !world.over()) {
      next.add(timeIsOver(world));
    }
    for (int text = 0; text < 2; text++) {
      settle(world, text, next);
    }
    for (int i = 0; i < 2; i++) {
      Member one = world.members().get(i);
      if (one.stopped()) {
        next.add(
            with(
                world,
                i,
                new Member(one.epoch(), one.fresh(), one.phase(), one.text(), false, one.late())));
        continue;
      }
      boolean late = one.late() || one.phase() == Phase.LOOKED;
      next.add(
          with(
              world, i, new Member(one.epoch(), one.fresh(), one.phase(), one.text(), true, late)));
      take(world, i, guards, next);
      renew(world, i, next);
      claim(world, i, guards, next);
      look(world, i, guards, next);
      write(world, i, next);
      record(world, i, next);
    }
    return next;
  }

  /** Its holder counts from before it asked, so for itself the lease is over no later. */
  private static World timeIsOver(World world) {
    Member owner = world.members().get(world.owner());
    World over =
        new World(
            world.owner(),
            world.epoch(),
            true,
            world.texts(),
            world.intents(),
            world.intentEpochs(),
            world.taken(),
            world.members());
    return with(
        over,
        world.owner(),
        new Member(
            owner.epoch(),
            false,
            owner.phase(),
            owner.text(),
            owner.stopped(),
            // Calls end before a lease does, but for one that stands still on its way.
            owner.late() || owner.phase() == Phase.LOOKED));
  }

  private static void take(World world, int i, Set<Guard> guards, List<World> next) {
    Member one = world.members().get(i);
    boolean free = world.owner() < 0 || world.over();
    if (!free || one.phase() != Phase.IDLE || world.epoch() == MOST_EPOCHS) {
      return;
    }
    List<Text> texts = new ArrayList<>(world.texts());
    List<Integer> intents = new ArrayList<>(world.intents());
    for (int text = 0; text < 2 && guards.contains(Guard.TAKE_UP); text++) {
      if (intents.get(text) >= 0) {
        texts.set(text, Text.IN_DOUBT);
        intents.set(text, -1);
      }
    }
    int epoch = world.epoch() + 1;
    World taken =
        new World(
            i,
            epoch,
            false,
            List.copyOf(texts),
            List.copyOf(intents),
            world.intentEpochs(),
            world.taken(),
            world.members());
    next.add(with(taken, i, new Member(epoch, true, Phase.IDLE, -1, false, one.late())));
  }

  private static void renew(World world, int i, List<World> next) {
    Member one = world.members().get(i);
    if (one.epoch() == 0) {
      return;
    }
    boolean own = world.owner() == i && world.epoch() == one.epoch();
    World renewed =
        new World(
            world.owner(),
            world.epoch(),
            world.over() && !own,
            world.texts(),
            world.intents(),
            world.intentEpochs(),
            world.taken(),
            world.members());
    next.add(
        with(
            renewed,
            i,
            new Member(own ? one.epoch() : 0, own, one.phase(), one.text(), false, one.late())));
  }

  private void claim(World world, int i, Set<Guard> guards, List<World> next) {
    Member one = world.members().get(i);
    boolean mine = world.owner() == i && world.epoch() == one.epoch();
    if (one.epoch() == 0 || one.phase() != Phase.IDLE || (guards.contains(Guard.FENCE) && !mine)) {
      return;
    }
    if (!mine) {
      violations.add("written without having the lane");
    }
    // What is in doubt closes the lane for whoever has read it so; one that is behind has not.
    boolean closed = world.texts().contains(Text.IN_DOUBT) && world.owner() == i;
    if (mine && !closed && world.intents().stream().anyMatch(of -> of >= 0)) {
      violations.add("claimed while nobody knows what came of another text of the lane");
    }
    for (int text = 0; text < 2 && !closed; text++) {
      if (world.texts().get(text) == Text.READY && world.intents().get(text) < 0) {
        World claimed =
            new World(
                world.owner(),
                world.epoch(),
                world.over(),
                world.texts(),
                set(world.intents(), text, i),
                set(world.intentEpochs(), text, one.epoch()),
                world.taken(),
                world.members());
        next.add(
            with(
                claimed,
                i,
                new Member(one.epoch(), one.fresh(), Phase.CLAIMED, text, false, one.late())));
        return;
      }
    }
  }

  private static void look(World world, int i, Set<Guard> guards, List<World> next) {
    Member one = world.members().get(i);
    if (one.phase() != Phase.CLAIMED) {
      return;
    }
    boolean good = one.epoch() > 0 && one.fresh();
    if (good || !guards.contains(Guard.LAST_LOOK)) {
      next.add(with(world, i, one.at(Phase.LOOKED)));
    } else {
      next.add(with(withdrawn(world, i, one), i, one.at(Phase.IDLE)));
    }
  }

  /** Given back, if it is still its own. */
  private static World withdrawn(World world, int i, Member one) {
    boolean own =
        world.intents().get(one.text()) == i && world.intentEpochs().get(one.text()) == one.epoch();
    return own ? withIntent(world, one.text(), -1) : world;
  }

  private static void write(World world, int i, List<World> next) {
    Member one = world.members().get(i);
    if (one.phase() != Phase.LOOKED || world.taken().get(one.text()) == 2) {
      return;
    }
    World taken =
        new World(
            world.owner(),
            world.epoch(),
            world.over(),
            world.texts(),
            world.intents(),
            world.intentEpochs(),
            set(world.taken(), one.text(), world.taken().get(one.text()) + 1),
            world.members());
    next.add(with(taken, i, one.at(Phase.ANSWERED)));
  }

  /** Its own intent is ended; one that another took up is in doubt, and this is news of it. */
  private static void record(World world, int i, List<World> next) {
    Member one = world.members().get(i);
    if (one.phase() != Phase.ANSWERED) {
      return;
    }
    World recorded = withText(world, one.text(), Text.SENT);
    if (world.intents().get(one.text()) == i) {
      recorded = withIntent(recorded, one.text(), -1);
    }
    next.add(with(recorded, i, one.at(Phase.IDLE)));
  }

  /** The gateway's log tells; absence counts when every call that was under way has ended. */
  private static void settle(World world, int text, List<World> next) {
    if (world.texts().get(text) != Text.IN_DOUBT) {
      return;
    }
    if (world.taken().get(text) > 0) {
      next.add(withText(world, text, Text.SENT));
      return;
    }
    boolean underWay =
        world.members().stream()
            .anyMatch(one -> one.text() == text && one.phase() == Phase.LOOKED && !one.late());
    if (!underWay) {
      next.add(withText(world, text, Text.READY));
    }
  }

  private static World with(World world, int i, Member process) {
    return new World(
        world.owner(),
        world.epoch(),
        world.over(),
        world.texts(),
        world.intents(),
        world.intentEpochs(),
        world.taken(),
        set(world.members(), i, process));
  }

  private static World withText(World world, int text, Text as) {
    return new World(
        world.owner(),
        world.epoch(),
        world.over(),
        set(world.texts(), text, as),
        world.intents(),
        world.intentEpochs(),
        world.taken(),
        world.members());
  }

  private static World withIntent(World world, int text, int of) {
    return new World(
        world.owner(),
        world.epoch(),
        world.over(),
        world.texts(),
        set(world.intents(), text, of),
        world.intentEpochs(),
        world.taken(),
        world.members());
  }

  private static <T> List<T> set(List<T> list, int at, T value) {
    List<T> copy = new ArrayList<>(list);
    copy.set(at, value);
    return List.copyOf(copy);
  }
}
