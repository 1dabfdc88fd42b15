package org.heed.cli;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.heed.job.Progress;
import org.jspecify.annotations.Nullable;

/** Draws how far a step is: a bar where that is a terminal, else a line when it has moved. */
final class Gauge implements AutoCloseable {
  private static final int COLUMNS = 79;

  private final PrintStream out;
  private final boolean terminal;
  private Progress.@Nullable State shown;
  private @Nullable ProgressBar bar;

  /**
   * @param terminal whether what is written can be written over
   */
  Gauge(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows a state; null: nothing that takes time is going on. */
  void show(Progress.@Nullable State now) {
    if (terminal) {
      bar(now);
    } else if (now != null && goesOn(now) && !now.equals(shown)) {
      out.println("heed: " + line(now));
    }
    shown = now;
  }

  /** Of a step that is over before it is seen twice there is nothing to say. */
  private boolean goesOn(Progress.State now) {
    Progress.State before = shown;
    return before != null && before.step().equals(now.step());
  }

  private void bar(Progress.@Nullable State now) {
    Progress.State before = shown;
    if (now == null || before == null || !now.step().equals(before.step())) {
      close();
    }
    if (now == null) {
      return;
    }
    if (bar == null) {
      bar =
          ProgressBar.builder()
              .setTaskName(now.step())
              .setInitialMax(now.total() == 0 ? -1 : now.total())
              .setStyle(ProgressBarStyle.ASCII)
              .setMaxRenderedLength(COLUMNS)
              .setConsumer(new Line(out))
              .build();
    }
    bar.stepTo(now.done());
  }

  /** A state in words: {@code texts: 1,200 of 5,000 (24 %)}. */
  static String line(Progress.State now) {
    String done = String.format(Locale.ENGLISH, "%s: %,d", now.step(), now.done());
    return now.total() == 0
        ? done
        : done
            + String.format(
                Locale.ENGLISH,
                " of %,d (%d %%)",
                now.total(),
                100 * Math.min(now.done(), now.total()) / now.total());
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      out.println();
    }
  }

  /** Not ended by the library, which ends it or not as its timer has it. */
  private static final class Line extends ConsoleProgressBarConsumer {
    Line(PrintStream out) {
      super(out, COLUMNS);
    }

    @Override
    public void close() {}
  }
}
