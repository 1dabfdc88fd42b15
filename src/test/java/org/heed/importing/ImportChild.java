package org.heed.importing;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.heed.Java;
import org.heed.Ran;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.JdbcTemplate;

/** One import in a process of its own, which a test may kill or give little memory. */
@NullUnmarked
final class ImportChild {
  private static final String LINES = "select coalesce(sum(loaded_line), 0) from import_file";
  private static final Set<String> HEAP =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());

  private ImportChild() {}

  /** Starts one; its output says how far it is, and what it came to. */
  static Process start(Path home, String url, String... javaOptions) throws IOException {
    String[] options =
        Stream.concat(Stream.of("-Duser.timezone=America/Chicago"), Stream.of(javaOptions))
            .toArray(String[]::new);
    List<String> command = Java.command(ImportChild.class.getName(), options);
    command.addAll(List.of(home.toString(), url));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Home and JDBC URL; watched, it says all the time how many lines of how many files are in. */
  public static void main(String[] arguments) {
    AtomicLong used = usedAfterCollections();
    try (TestHeed heed =
        TestHeed.start(arguments[1], Path.of(arguments[0]), new TestClock(TestHeed.NOON))) {
      heed.jdbc.update("delete from shedlock");
      if (Boolean.getBoolean("watch")) {
        Thread watch = new Thread(() -> watch(heed.jdbc), "watch");
        watch.setDaemon(true);
        watch.start();
      }
      long begun = System.nanoTime();
      Ran result = heed.run("import");
      System.out.println("millis " + (System.nanoTime() - begun) / 1_000_000);
      System.out.println("accepted " + result.summary().get("accepted"));
      System.out.println("rejected " + result.summary().get("rejected"));
      System.out.println("problem " + result.problem());
    }
    System.out.println("megabytes " + used.get() / 1_000_000);
    System.out.println("cpu " + cpu() / 1_000_000);
  }

  private static void watch(JdbcTemplate jdbc) {
    while (true) {
      System.out.println("at " + jdbc.queryForObject(LINES, Long.class));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** The most heap that was in use right after a collection. */
  private static AtomicLong usedAfterCollections() {
    AtomicLong most = new AtomicLong();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, handback) ->
                  most.accumulateAndGet(
                      GarbageCollectionNotificationInfo.from(
                              (CompositeData) notification.getUserData())
                          .getGcInfo()
                          .getMemoryUsageAfterGc()
                          .entrySet()
                          .stream()
                          .filter(pool -> HEAP.contains(pool.getKey()))
                          .mapToLong(pool -> pool.getValue().getUsed())
                          .sum(),
                      Math::max),
              null,
              null);
    }
    return most;
  }
}
