package org.heed.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The product as it is delivered, as processes of their own. */
final class Jar {
  private static final Path JAR = Path.of(System.getProperty("torture.jar", "target/heed.jar"));

  private Jar() {}

  static ProcessBuilder command(List<String> words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
    command.addAll(words);
    return new ProcessBuilder(command);
  }

  /** Ends with this program, whatever becomes of it. */
  static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    Thread end = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(end);
    return process;
  }
}
