package org.heed.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Where in a run a kill is to hit, or that the run is to sleep there. */
enum Aim {
  START(Progress.Event.TEXT),
  LOOK(Progress.Event.LOOK),
  TEXT(Progress.Event.TEXT),
  MAIL(Progress.Event.MAIL),
  SLEEP(Progress.Event.TEXT);

  private final Progress.Event event;

  Aim(Progress.Event event) {
    this.event = event;
  }

  /** What a run does there. */
  Progress.Event event() {
    return event;
  }

  /** In any order, but for the emails: some have to be queued again before the next such kill. */
  static List<Aim> plan(int kills, int sleeps, Random random) {
    int mails = Math.min(kills, Math.max(1, kills / 10));
    List<Aim> plan = new ArrayList<>();
    for (int i = mails; i < kills; i++) {
      plan.add(i % 8 == 2 ? LOOK : i % 6 == 1 ? START : TEXT);
    }
    plan.addAll(Collections.nCopies(sleeps, SLEEP));
    Collections.shuffle(plan, random);
    for (int n = 1; n <= mails; n++) {
      plan.add(n * (kills + sleeps) / mails - 1, MAIL);
    }
    return plan;
  }
}
