package org.heed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.heed.job.JobRun;
import org.heed.job.Jobs;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The whole application on a real database, texting the sandbox gateway over a real socket and
 * mailing to the sandbox mail server by a real SMTP conversation. It starts on a Monday at noon in
 * Chicago, with the senders Advising and Bursar.
 */
@NullUnmarked
public final class TestHeed implements AutoCloseable {
  public static final Instant NOON = Instant.parse("2026-11-23T18:00:00Z");
  public static final String ADVISING = "+12025550100";
  public static final String BURSAR = "+12025550101";

  public final TestClock clock;
  public final JdbcTemplate jdbc;
  private final Path home;
  private final ConfigurableApplicationContext context;

  /** Starts on a new database that has nothing but its tables. */
  public static TestHeed start(TestDatabase database, Path home, String... properties) {
    return start(database.url(home), home, new TestClock(NOON), properties);
  }

  /** Starts on a database that may be in use already. */
  public static TestHeed start(String url, Path home, TestClock clock, String... properties) {
    return new TestHeed(url, home, clock, beans -> {}, properties);
  }

  /** Starts on a new database that has nothing but its tables, with beans of a test's own. */
  public static TestHeed start(
      TestDatabase database,
      Path home,
      Consumer<GenericApplicationContext> beans,
      String... properties) {
    return new TestHeed(database.url(home), home, new TestClock(NOON), beans, properties);
  }

  /** Starts on a database that may be in use already, with beans of a test's own. */
  public static TestHeed start(
      String url,
      Path home,
      TestClock clock,
      Consumer<GenericApplicationContext> beans,
      String... properties) {
    return new TestHeed(url, home, clock, beans, properties);
  }

  private TestHeed(
      String url,
      Path home,
      TestClock clock,
      Consumer<GenericApplicationContext> beans,
      String... properties) {
    this.home = home;
    this.clock = clock;
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--heed.home=" + home,
                "--spring.datasource.url=" + url,
                "--heed.time-zone=America/Chicago",
                "--heed.import.unchanged-for=0s",
                "--heed.delivery.backoff=1ms",
                "--heed.senders[0].number=" + ADVISING,
                "--heed.senders[0].name=Advising",
                "--heed.senders[1].number=" + BURSAR,
                "--heed.senders[1].name=Bursar"));
    arguments.addAll(List.of(properties));
    context =
        HeedApplication.application()
            .initializers(
                target -> {
                  GenericApplicationContext context = (GenericApplicationContext) target;
                  context.registerBean(Clock.class, () -> clock);
                  beans.accept(context);
                })
            .run(arguments.toArray(String[]::new));
    jdbc = context.getBean(JdbcTemplate.class);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public SandboxGateway gateway() {
    return bean(SandboxGateway.class);
  }

  public Path home() {
    return home;
  }

  /** Drops a file of UTF-8 text into the inbox. */
  public void drop(String name, String... lines) {
    drop(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  public void drop(String name, byte[] content) {
    try {
      Path inbox = Files.createDirectories(home.resolve("inbox"));
      Files.write(inbox.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one job by hand. */
  public Ran run(String kind, String... parameters) {
    Map<String, String> given = new TreeMap<>();
    for (String parameter : parameters) {
      int at = parameter.indexOf('=');
      given.put(parameter.substring(0, at), parameter.substring(at + 1));
    }
    return Ran.of(bean(Jobs.class).run(kind, new JobRun(kind, given, null)).orElseThrow());
  }

  /** The lines of the only file in a folder of the home whose name ends so. */
  public List<String> lines(String folder, String ending) {
    try (Stream<Path> files = Files.list(home.resolve(folder))) {
      List<Path> found = files.filter(f -> f.getFileName().toString().endsWith(ending)).toList();
      if (found.size() != 1) {
        throw new AssertionError(folder + "/*" + ending + ": " + found);
      }
      return Files.readAllLines(found.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every mail that arrived, in the order of arrival, as it was written. */
  public List<String> mails() {
    Path folder = home.resolve("mail");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> mails = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
        mails.add(Files.readString(file));
      }
      return mails;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String smsStatus(String number) {
    return jdbc.queryForObject(
        "select sms_status from phone where number = ?", String.class, number);
  }

  public int count(String from) {
    return jdbc.queryForObject("select count(*) from " + from, Integer.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
