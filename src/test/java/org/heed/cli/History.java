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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.Town;
import org.heed.gateway.Middleman;
import org.heed.gateway.RawServer;
import org.heed.sandbox.SandboxGateway;
import org.jspecify.annotations.NullUnmarked;

/**
 * A scripted week at an institution, command by command, on the embedded database: refusals at once
 * and late, STOP and START, a shared number, plain refusals, a text nobody knows the fate of, a
 * paused campaign, quiet hours, rejected rows. Everything it shows or writes is kept by name.
 */
@NullUnmarked
final class History implements AutoCloseable {
  private static final Instant MONDAY = Instant.parse("2026-11-23T18:00:00Z");
  private static final String ANA = "+13125550101";
  private static final String ANA_HOME = "+13125550151";
  private static final String SHARED = "+13125550102";
  private static final String DEE = "+13125550103";
  private static final String EVE = "+13125550104";
  private static final String GIL = "+13125550106";
  private static final String IDA = "+13125550108";
  private static final String JOE = "+13125550109";
  private static final String KIM = "+13125550110";

  private final TestClock clock = new TestClock(MONDAY);
  private final Map<String, String> shown = new TreeMap<>();
  private final Path home;
  private final SandboxGateway sandbox;
  private final Middleman gateway;
  private final AtomicInteger slow = new AtomicInteger();
  private int asked;

  History(Path home) {
    this.home = home;
    this.sandbox = new SandboxGateway(0, home.resolveSibling("gateway"), clock);
    this.gateway = new Middleman(sandbox.baseUrl());
    StoodClock.set(clock);
  }

  /** What was shown and written, by name. */
  Map<String, String> play() {
    monday();
    tuesday();
    wednesday();
    thursday();
    questions();
    files();
    return shown;
  }

  private void monday() {
    drop(
        "people.csv",
        "student_id,first_name,last_name,email,mobile_phone,home_phone",
        "A1,Ana,Alvarez,ana@example.edu," + ANA + "," + ANA_HOME,
        "A2,Ben,Brown,ben@example.edu," + SHARED + ",",
        "A3,Cy,Brown,cy@example.edu," + SHARED + ",",
        "A4,Dee,Diaz,dee@example.edu," + DEE + ",",
        "A5,Eve,Ek,," + EVE + ",",
        "A6,Fay,Fox,fay@example.edu,+15005550009,",
        "A7,Gil,Gray,gil@example.edu," + GIL + ",",
        "A8,Hal,Hale,hal@example.edu,+18085550107,",
        "A9,Ida,Ito,ida@example.edu," + IDA + ",",
        "A10,Joe,Jung,joe@example.edu," + JOE + ",",
        "A11,Kim,Katz,kim@example.edu," + KIM + ",",
        "A12,Lou,Lane,lou@example.edu,,",
        "A13,Max,,not an address,12,",
        many("B%1$d,Bo,B%1$d,b%1$d@example.edu,+1312555%2$04d,"));
    drop(
        "off.csv",
        "phone,sms_status,reason,at",
        DEE + ",DISABLED,asked by letter,2026-11-20",
        KIM + ",ENABLED,signed the form,",
        KIM + ",perhaps,,",
        "12,DISABLED,,");
    drop(
        "welcome.csv",
        "student_id,phone,from,message,subject,notify",
        "A1,,Advising,\"Hi {{first_name}}, your advisor is in room 4\",Advising,office@example.edu",
        "A2,,Advising,Hi {{first_name}},,",
        "A3,,Advising,Hello {{first_name}},,",
        "A4,,Advising,Hi {{first_name}},,",
        "A5,,Advising,Hi {{first_name}},,",
        "A6,,Advising,Hi {{first_name}},,",
        "A7,,Advising,Hi {{first_name}},,",
        "A8,,Advising,Hi {{first_name}},,",
        "A9,,Advising,Hi {{first_name}} — ça va? " + "long ".repeat(40) + ",,",
        "A10,,Advising,Hi {{first_name}},,",
        "A12,,Advising,Hi {{first_name}},,",
        "A1,,Advising,\"Hi {{first_name}}, your advisor is in room 4\",,",
        ",+13125550199,+1 202-555-0100,To whom it concerns,,",
        "A77,,Advising,Hi,,",
        "A10,,Library,Hi,,",
        "A11,,Advising,,,");
    drop("nothing.csv", "student_id,from,message", "A1,Advising,Hi {{nickname}}");
    drop("other.csv", "colour,shape", "red,round");
    heed("preview", home.resolve("inbox/welcome.csv").toString());
    heed("preview", home.resolve("inbox/welcome.csv").toString(), "--json");
    heed("run", "import", "--json");
    gateway.fate(
        text ->
            text.form().get("To").equals(GIL) ? Middleman.Fate.LOSE_REQUEST : Middleman.Fate.PASS);
    heed("run", "nightly", "--json");
    heed("status", "--json");
  }

  private void tuesday() {
    next();
    reply(ANA, ADVISING, "Stop.");
    reply(IDA, ADVISING, "please stop texting me");
    reply(JOE, ADVISING, "STOP");
    reply(KIM, BURSAR, "wrong number");
    reply(EVE, BURSAR, "I can't stop laughing");
    hide();
    drop(
        "fees.csv",
        "student_id,from,message",
        "A1,Bursar,Fees are due",
        "A2,Bursar,Fees are due",
        "A5,Bursar,Fees are due",
        "A9,Bursar,Fees are due",
        "A10,Bursar,Fees are due",
        "A10,Advising,See you at noon",
        "A11,Bursar,Fees are due");
    heed("run", "import");
    heed("run", "nightly", "--json");
    heed("review");
    heed("consent", "disable", "A5", "--by", "Pat Park", "--reason", "asked on the phone");
    heed("consent", "enable", ANA, "--by", "Pat Park", "--reason", "asked at the desk");
    heed("run", "report", "formats=csv", "to=dean@example.edu", "since=last");
  }

  private void wednesday() {
    next();
    reply(ANA, ADVISING, "START");
    IntStream.rangeClosed(1, 8).forEach(n -> sandbox.reply(bo(n), BURSAR, "STOP"));
    hide();
    drop("news.csv", "student_id,from,message", many("B%d,Bursar,News for you"));
    drop(
        "fees-again.csv",
        "student_id,from,message",
        "A1,Bursar,Fees are due",
        "A2,Bursar,Last call");
    heed("run", "import");
    gateway.fate(this::slowly);
    heed("run", "nightly", "--json");
    heed("status");
    heed("review", "dismiss", "1", "--by", "Pat Park", "--reason", "was a joke");
  }

  private void thursday() {
    next();
    gateway.shows(
        page ->
            Town.listed(
                page,
                row ->
                    row.get("to").asString().equals(SHARED)
                        && row.get("body").asString().startsWith("Fees"),
                "undelivered",
                "21610"));
    heed("run", "nightly", "--json");
    heed("resume", "Bursar", "--by", "Pat Park", "--reason", "wording mended");
    heed("settle", "7", "sent", "--by", "Pat Park", "--reason", "he showed it");
    heed("settle", "1", "sent", "--by", "Pat Park", "--reason", "typing mistake");
    heed("run", "nightly");
    heed("run", "report", "formats=csv", "to=dean@example.edu", "since=last");
    heed("run", "report", "report=delay");
    heed("run", "report", "report=consent-events");
  }

  private void questions() {
    for (String who : List.of("A1", "A3", "A7", "A9", "A10", "A11", "B1", "+13125550199")) {
      heed("person", who, "--json");
    }
    heed("person", "A1");
    heed("person", "A9");
    heed("person", "nobody");
    heed("consent", "history", ANA);
    heed("consent", "history", "A10", "--on", "2026-11-24");
    heed("review", "--all");
    heed("status");
    heed("status", "--json");
    heed("audit");
    heed("audit", "--json");
    heed("run", "nowhere");
    heed("--help");
    for (String command : List.of("run", "preview", "person", "consent", "review", "settle")) {
      heed(command, "--help");
    }
    heed("review", "--all", "--json");
  }

  private void files() {
    for (String folder : List.of("reports", "done", "rejected", "mail")) {
      List<Path> files = list(home.resolve(folder));
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        String name = file.getFileName().toString();
        shown.put(
            folder + "/" + (folder.equals("mail") ? "%02d.eml".formatted(i + 1) : name),
            folder.equals("mail") ? MailText.of(read(file)) : read(file));
      }
    }
  }

  /** Runs a command; what it printed is kept under its words. */
  private void heed(String... words) {
    String answer = ask(List.of(), words);
    String typed = answer.substring("$ heed ".length(), answer.indexOf('\n'));
    shown.put(
        "shown/%02d %s.txt".formatted(++asked, typed.replaceAll("[^A-Za-z0-9+=-]+", " ").strip()),
        answer);
  }

  /**
   * Runs a command with further settings.
   *
   * @return what was typed, what it printed and how it ended
   */
  String ask(List<String> settings, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(settings);
    all.addAll(
        List.of(
            "--heed.home=" + home,
            "--heed.time-zone=America/Chicago",
            "--heed.twilio.base-url=" + gateway.baseUrl(),
            "--heed.import.unchanged-for=0s",
            "--heed.import.max-rejected=40%",
            "--heed.delivery.backoff=1ms",
            "--heed.delivery.concurrency=1",
            "--heed.delivery.pause-at-opt-outs=20% of at least 20",
            "--heed.mail.connections=1",
            "--heed.mail.from=heed@example.edu",
            "--heed.mail.staff=staff@example.edu",
            "--heed.mail.operators=operators@example.edu",
            "--heed.senders[0].number=" + ADVISING,
            "--heed.senders[0].name=Advising",
            "--heed.senders[1].number=" + BURSAR,
            "--heed.senders[1].name=Bursar"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Heed.execute(all, new Ending(), printed(out), printed(err));
    String typed =
        Stream.of(words)
            .map(word -> word.startsWith("/") ? Path.of(word).getFileName().toString() : word)
            .collect(Collectors.joining(" "));
    return "$ heed "
        + typed
        + "\n"
        + out.toString(StandardCharsets.UTF_8)
        + (err.size() == 0 ? "" : "--- standard error\n" + err.toString(StandardCharsets.UTF_8))
        + "--- exit status "
        + status
        + "\n";
  }

  private static PrintStream printed(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private void next() {
    long days = Duration.between(MONDAY, clock.instant()).toDays() + 1;
    clock.set(MONDAY.plus(Duration.ofDays(days)));
    gateway.rest();
  }

  private void reply(String phone, String sender, String body) {
    sandbox.reply(phone, sender, body);
    clock.advance(Duration.ofMinutes(1));
  }

  /**
   * What was counted of one text is decided upon before the next is answered; of those about which
   * sending may stop, whatever else this machine does.
   */
  private Middleman.Fate slowly(RawServer.Request text) {
    long millis = slow.incrementAndGet() < 16 ? 150 : 1_200;
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    return Middleman.Fate.PASS;
  }

  /** What the gateway did and its list does not show: texts of one sender, and STOPs. */
  private void hide() {
    gateway.shows(
        page ->
            Town.without(
                page,
                row ->
                    row.get("body").asString().equals("STOP")
                        || row.get("from").asString().equals(ADVISING)));
  }

  private void drop(String name, String... lines) {
    try {
      Path inbox = Files.createDirectories(home.resolve("inbox"));
      Path file = inbox.resolve(name);
      Files.writeString(file, String.join("\n", lines) + "\n");
      Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(clock.instant()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String bo(int n) {
    return "+1312555%04d".formatted(1000 + n);
  }

  private static String many(String row) {
    return IntStream.rangeClosed(1, 40)
        .mapToObj(n -> row.formatted(n, 1000 + n))
        .collect(Collectors.joining("\n"));
  }

  /**
   * Without pages, whose looks have tests of their own, and the workbooks that hold a CSV's rows.
   */
  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.toString().matches(".*\\.(html|xlsx)")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    StoodClock.set(null);
    gateway.close();
    sandbox.close();
  }
}
