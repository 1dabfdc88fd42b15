package org.heed.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Heed on one home, started again and again. */
final class HeedProcess {
  private static final long LONGEST_MINUTES = 10;

  private final Path home;
  private final List<String> settings;
  private int starts;

  HeedProcess(Path home, List<String> settings) throws IOException {
    this.home = Files.createDirectories(home);
    this.settings = List.copyOf(settings);
    Files.createDirectories(home.resolve("said"));
  }

  /** What {@link #run} ended with. */
  record Ended(int exit, String out) {}

  /** Starts a command; what it says goes to files. */
  Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(settings);
    command.add("--heed.home=" + home);
    starts++;
    return Jar.start(
        Jar.command(command)
            .redirectOutput(said("out").toFile())
            .redirectError(said("err").toFile()));
  }

  /** Runs a command to its end. */
  Ended run(String... words) throws IOException, InterruptedException {
    Process process = start(words);
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("did not end: " + String.join(" ", words));
    }
    return new Ended(process.exitValue(), Files.readString(said("out")));
  }

  /** Until a run is there, or has ended. */
  static void await(CompletableFuture<Void> there, Process night)
      throws InterruptedException, ExecutionException {
    try {
      CompletableFuture.anyOf(there, night.onExit()).get(LONGEST_MINUTES, TimeUnit.MINUTES);
    } catch (TimeoutException e) {
      night.destroyForcibly();
      throw new IllegalStateException("a night goes on and on", e);
    }
  }

  /** What the last command said to people. */
  String complaint() throws IOException {
    return Files.readString(said("err"));
  }

  Path home() {
    return home;
  }

  private Path said(String stream) {
    return home.resolve("said").resolve(starts + "." + stream);
  }
}
