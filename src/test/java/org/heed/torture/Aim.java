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

  /** Emails go when the texts are done, so their kills come last. */
  static List<Aim> plan(int kills, Random random) {
    int mails = Math.max(1, kills / 10);
    List<Aim> plan = new ArrayList<>();
    for (int i = 0; i < kills - mails; i++) {
      plan.add(i % 8 == 0 ? LOOK : i % 6 == 1 ? START : TEXT);
    }
    Collections.shuffle(plan, random);
    plan.addAll(Collections.nCopies(mails, MAIL));
    return plan;
  }
}
