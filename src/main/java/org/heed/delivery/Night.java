package org.heed.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The run that is going on: what it is to do, and what went wrong in it. */
@Component
class Night {
  /** How much of a night's work a run does. */
  enum Mode {
    /** Everything that is queued. */
    WHOLE,
    /** Held messages whose window has opened. */
    HELD,
    /** Doubtful texts whose time has come. */
    SETTLE
  }

  private final List<String> problems = new ArrayList<>();
  private final Set<Long> campaigns = new TreeSet<>();
  private Mode mode = Mode.WHOLE;
  private boolean textsMayGo = true;

  synchronized void begin(Mode mode) {
    this.mode = mode;
    textsMayGo = true;
    problems.clear();
    campaigns.clear();
  }

  /** Notes campaigns whose outcomes may change in this run. */
  synchronized void campaigns(List<Long> ids) {
    campaigns.addAll(ids);
  }

  synchronized List<Long> campaigns() {
    return List.copyOf(campaigns);
  }

  synchronized Mode mode() {
    return mode;
  }

  /** Notes why the run could not do its work; the run goes on where it can and ends with exit 1. */
  synchronized void problem(String words) {
    if (!problems.contains(words)) {
      problems.add(words);
    }
  }

  /** No text leaves in this run: what the gateway knows could not be read first. */
  synchronized void keepTexts() {
    textsMayGo = false;
  }

  synchronized boolean textsMayGo() {
    return textsMayGo;
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }
}
