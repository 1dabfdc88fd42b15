package org.heed.job;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far the run is, for whoever watches; one run at a time. */
@Component
public class Progress {
  /**
   * What is being done.
   *
   * @param step in a word or two: {@code texts}
   * @param total how many there are; 0: not known
   * @param done how many of them are done
   */
  public record State(String step, long total, long done) {}

  private record Step(String name, long total, AtomicLong done) {}

  private volatile @Nullable Step step;

  /**
   * Begins a step.
   *
   * @param total how many there are to do; 0: not known
   */
  public void begin(String name, long total) {
    step = new Step(name, total, new AtomicLong());
  }

  /** Notes that so many more are done. */
  public void add(long count) {
    Step now = step;
    if (now != null) {
      now.done().addAndGet(count);
    }
  }

  /** Ends the step. */
  public void end() {
    step = null;
  }

  /** The step that is going on; null: none that takes time. */
  public @Nullable State state() {
    Step now = step;
    if (now == null) {
      return null;
    }
    long done = now.done().get();
    // What has come to the queue since is done too.
    return new State(now.name(), now.total() == 0 ? 0 : Math.max(now.total(), done), done);
  }
}
