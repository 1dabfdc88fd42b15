package org.heed.text;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.jspecify.annotations.NullUnmarked;

/** One night in a process of its own, as the command line runs it. */
@NullUnmarked
final class ColdNight {
  private ColdNight() {}

  public static void main(String[] arguments) {
    try (TestHeed heed =
        TestHeed.start(
            arguments[0],
            Path.of(arguments[1]),
            new TestClock(TestHeed.NOON),
            "--heed.twilio.base-url=http://127.0.0.1:" + arguments[2])) {
      heed.run("nightly").lines().forEach(System.out::println);
    }
    System.out.println(
        "CPU "
            + ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                / 1_000_000
            + " ms");
  }
}
