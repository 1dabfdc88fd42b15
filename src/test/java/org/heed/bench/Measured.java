package org.heed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.NullUnmarked;

/**
 * What a command took, from its start to its end, with all it started.
 *
 * @param seconds on the clock
 * @param cpu seconds of all processors
 * @param megabytes the largest process's peak; 0: this system does not tell
 */
@NullUnmarked
record Measured(double seconds, double cpu, long megabytes) {
  private static final String TIMED = "TIMEFORMAT='%R %U %S'; time \"$@\" >\"$OUT\" 2>\"$ERR\"";

  /** Runs a command; it must succeed. */
  static Measured of(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
    timed.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(timed)
            .directory(folder.toFile())
            .redirectError(folder.resolve("time").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("OUT", folder.resolve("out").toString());
    builder.environment().put("ERR", folder.resolve("err").toString());
    Process process = builder.start();
    long peak = 0;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, process.descendants().mapToLong(Measured::peak).max().orElse(0));
    }
    assertThat(process.exitValue())
        .as(command + ": " + Files.readString(folder.resolve("err")))
        .isZero();
    String[] times = Files.readString(folder.resolve("time")).strip().split(" ", -1);
    return new Measured(
        Double.parseDouble(times[0]),
        Double.parseDouble(times[1]) + Double.parseDouble(times[2]),
        peak / 1024);
  }

  private static long peak(ProcessHandle process) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }

  Measured and(Measured next) {
    return new Measured(
        seconds + next.seconds, cpu + next.cpu, Math.max(megabytes, next.megabytes));
  }

  /** Of each figure the median. */
  static Measured median(List<Measured> all) {
    return new Measured(
        median(all, Measured::seconds),
        median(all, Measured::cpu),
        (long) median(all, Measured::megabytes));
  }

  private static double median(List<Measured> all, ToDoubleFunction<Measured> figure) {
    return all.stream().mapToDouble(figure).sorted().toArray()[all.size() / 2];
  }
}
