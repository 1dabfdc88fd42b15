package org.heed.report;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import org.heed.Ran;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.jspecify.annotations.NullUnmarked;

/** One report in a process of its own, with little memory: URL, home, parameters. */
@NullUnmarked
final class ReportChild {
  private ReportChild() {}

  public static void main(String[] args) {
    try (TestHeed heed = TestHeed.start(args[0], Path.of(args[1]), new TestClock(TestHeed.NOON))) {
      for (int i = 2; i < args.length; i++) {
        long start = System.nanoTime();
        Ran result = heed.run("report", args[i].split(" "));
        System.out.printf(
            "%s: %s rows, %.1f s, peak heap %d MB of %d MB%n",
            args[i],
            result.summary().get("message_report_rows"),
            (System.nanoTime() - start) / 1e9,
            peak() >> 20,
            Runtime.getRuntime().maxMemory() >> 20);
        if (!result.done()) {
          throw new IllegalStateException(result.problem());
        }
      }
    }
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
