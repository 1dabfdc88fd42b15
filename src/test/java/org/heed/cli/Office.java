package org.heed.cli;

import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;

/**
 * An office that types commands, drops files and reads mail, on the embedded database with the
 * sandbox gateway; the clock is the test's, on a Monday at noon in Chicago.
 */
@NullUnmarked
public final class Office implements AutoCloseable {
  public final TestClock clock = new TestClock(Instant.parse("2026-11-23T18:00:00Z"));
  public final SandboxGateway sandbox;
  private final Path home;
  private final List<String> settings = new ArrayList<>();
  private String out = "";
  private String err = "";

  public Office(Path folder, String... settings) {
    this.home = folder.resolve("home");
    this.sandbox = new SandboxGateway(0, folder.resolve("gateway"), clock);
    this.settings.addAll(
        List.of(
            "--heed.home=" + home,
            "--heed.time-zone=America/Chicago",
            "--heed.twilio.base-url=" + sandbox.baseUrl(),
            "--heed.import.unchanged-for=0s",
            "--heed.delivery.backoff=1ms",
            "--heed.mail.from=heed@example.edu",
            "--heed.mail.staff=staff@example.edu",
            "--heed.mail.operators=operators@example.edu",
            "--heed.senders[0].number=" + ADVISING,
            "--heed.senders[0].name=Advising",
            "--heed.senders[1].number=" + BURSAR,
            "--heed.senders[1].name=Bursar"));
    this.settings.addAll(List.of(settings));
    StoodClock.set(clock);
  }

  /** Runs a command; the exit status. */
  public int run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    settings.stream()
        .filter(one -> all.stream().noneMatch(word -> word.startsWith(name(one) + "=")))
        .forEach(all::add);
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int status = Heed.execute(all, new Ending(), printed(shown), printed(told));
    out = shown.toString(StandardCharsets.UTF_8);
    err = told.toString(StandardCharsets.UTF_8);
    return status;
  }

  /** Runs a command that must do its work; what it shows. */
  public String heed(String... words) {
    int status = run(words);
    if (status != 0) {
      throw new AssertionError(String.join(" ", words) + ": " + status + "\n" + out + err);
    }
    return out;
  }

  /** What the last command wrote to standard error. */
  public String err() {
    return err;
  }

  public String out() {
    return out;
  }

  public void drop(String name, String... lines) {
    TestDatabase.HSQLDB.url(home);
    try {
      Path inbox = Files.createDirectories(home.resolve("inbox"));
      Files.writeString(inbox.resolve(name), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Imports what was dropped and runs a night; what the night shows. */
  public String night() {
    heed("run", "import");
    return heed("run", "nightly");
  }

  /** The files in a folder of the home, by name. */
  public List<Path> files(String folder) {
    try (Stream<Path> files = Files.list(home.resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file's text. */
  public String read(String folder, String name) {
    try {
      return Files.readString(home.resolve(folder).resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every mail to an address, as its reader gets it. */
  public List<String> mails(String address) {
    if (!Files.isDirectory(home.resolve("mail"))) {
      return List.of();
    }
    return files("mail").stream()
        .filter(file -> file.toString().endsWith(".eml"))
        .map(file -> MailText.of(read("mail", file.getFileName().toString())))
        .filter(mail -> mail.contains("To: " + address))
        .toList();
  }

  private static String name(String setting) {
    return setting.substring(0, setting.indexOf('='));
  }

  private static PrintStream printed(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    StoodClock.set(null);
    sandbox.close();
  }
}
