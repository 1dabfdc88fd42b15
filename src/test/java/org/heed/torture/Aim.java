package org.heed.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Where in a run a kill is to hit. */
enum Aim {
  START,
  LOOK,
  TEXT,
  MAIL;

  /** As many of each as a run has of it, in any order; the last one hits the last emails. */
  static List<Aim> plan(int kills, Random random) {
    int mails = Math.max(1, kills / 10);
    List<Aim> plan = new ArrayList<>();
    for (int i = mails; i < kills; i++) {
      plan.add(i % 8 == 2 ? LOOK : i % 6 == 1 ? START : TEXT);
    }
    plan.addAll(Collections.nCopies(mails - 1, MAIL));
    Collections.shuffle(plan, random);
    plan.add(MAIL);
    return plan;
  }
}
