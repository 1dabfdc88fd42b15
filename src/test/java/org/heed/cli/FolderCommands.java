package org.heed.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.heed.Java;
import org.jspecify.annotations.NullUnmarked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Commands typed in a folder, where their settings files are looked for, one after the other in one
 * process: each finds what a new process finds, without a start of Java. What one says is in the
 * folder's {@code out} and {@code err}.
 */
@NullUnmarked
final class FolderCommands implements AutoCloseable {
  private static final String BETWEEN = "\t";

  private final Process process;
  private final BufferedReader statuses;
  private final PrintStream typed;

  private FolderCommands(Process process) {
    this.process = process;
    this.statuses = process.inputReader(StandardCharsets.UTF_8);
    this.typed = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  static FolderCommands in(Path folder) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Java.command(FolderCommands.class.getName()))
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new FolderCommands(builder.start());
  }

  /** The exit status. */
  int run(List<String> words) throws Exception {
    typed.println(String.join(BETWEEN, words));
    CompletableFuture<String> status =
        CompletableFuture.supplyAsync(() -> statuses.lines().findFirst().orElseThrow());
    return Integer.parseInt(status.get(90, TimeUnit.SECONDS));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** A line for each command on standard input, and its status on standard output. */
  public static void main(String[] none) throws IOException {
    PrintStream statuses = System.out;
    BufferedReader typed =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = typed.readLine(); line != null; line = typed.readLine()) {
      try (PrintStream out = printed("out");
          PrintStream err = printed("err")) {
        System.setOut(out);
        System.setErr(err);
        statuses.println(run(List.of(line.split(BETWEEN, -1)), out, err));
      }
    }
  }

  private static int run(List<String> words, PrintStream out, PrintStream err) {
    // No log yet, as in a new process.
    LoggingSystem.get(FolderCommands.class.getClassLoader()).cleanUp();
    LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
    logs.reset();
    logs.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    try {
      return Heed.execute(words, new Ending(), out, err);
    } catch (RuntimeException | Error broken) {
      return Problems.report(broken, err);
    }
  }

  private static PrintStream printed(String file) throws IOException {
    return new PrintStream(
        new TerminalText(new FileOutputStream(file)), true, StandardCharsets.UTF_8);
  }
}
