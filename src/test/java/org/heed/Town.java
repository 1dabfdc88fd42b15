package org.heed;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.heed.gateway.Middleman;
import org.heed.gateway.RawServer;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole application with the sandbox gateway behind a middleman, started once for many tests:
 * each has people of its own and a day of its own.
 */
@NullUnmarked
public final class Town implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Somebody with two phones. */
  public record Person(String id, String email, String mobile, String home) {
    boolean has(String number) {
      return number.equals(mobile) || number.equals(home);
    }
  }

  public final TestClock clock = new TestClock(TestHeed.NOON);
  public final SandboxGateway sandbox;
  public final Middleman gateway;
  public final TestHeed heed;
  private final String url;
  private final List<String> settings = new ArrayList<>();
  private final List<TestHeed> others = new ArrayList<>();
  private volatile Duration gatewayAhead = Duration.ZERO;
  private int people;
  private int files;

  public Town(TestDatabase database, Path home, String... properties) {
    sandbox =
        new SandboxGateway(
            0,
            home.resolve("gateway"),
            new TestClock(TestHeed.NOON) {
              @Override
              public Instant instant() {
                return clock.instant().plus(gatewayAhead);
              }
            });
    gateway = new Middleman(sandbox.baseUrl());
    settings.addAll(List.of(properties));
    settings.add("--heed.twilio.base-url=" + gateway.baseUrl());
    url = database.url(home);
    heed = start(home);
  }

  private TestHeed start(Path home) {
    return TestHeed.start(url, home, new Sleeper(clock), settings.toArray(String[]::new));
  }

  /** As if on another machine: a process with the same settings on the same database. */
  public synchronized TestHeed other(int number) {
    while (others.size() <= number) {
      others.add(start(heed.home().resolve("other" + others.size())));
    }
    return others.get(number);
  }

  /** Noon of the next day; everything passes the middleman. */
  public Town nextDay() {
    gateway.rest();
    gatewayAhead = Duration.ZERO;
    sandbox.setProgress(Duration.ofSeconds(2));
    long days = Duration.between(TestHeed.NOON, clock.instant()).toDays() + 1;
    clock.set(TestHeed.NOON.plus(Duration.ofDays(days)));
    return this;
  }

  /** How far the gateway's clock is ahead of this machine's. */
  public void gatewayAhead(Duration ahead) {
    gatewayAhead = ahead;
  }

  /** A person the next import will know. */
  public Person person() {
    int n = ++people;
    Person person =
        new Person(
            "S" + n,
            "s%05d@example.edu".formatted(n),
            "+1312555%04d".formatted(n),
            "+1312556%04d".formatted(n));
    heed.drop(
        "people-" + n + ".csv",
        "student_id,email,mobile_phone,home_phone",
        String.join(",", person.id(), person.email(), person.mobile(), person.home()));
    return person;
  }

  /** Queues a text. */
  public void queue(String from, Person person, String body) {
    heed.drop(
        "campaign-" + ++files + ".csv",
        "student_id,from,message",
        person.id() + "," + from + ",\"" + body + "\"");
  }

  /** Imports what was dropped and sends what is queued. */
  public Ran night() {
    Ran taken = heed.run("import");
    if (taken.problem() != null) {
      throw new AssertionError(taken.problem());
    }
    return heed.run("nightly");
  }

  /** A night in which the person is texted, and five minutes. */
  public Person texted(String from) {
    Person person = person();
    queue(from, person, "Welcome");
    night();
    clock.advance(Duration.ofMinutes(5));
    return person;
  }

  /** The person replies, and a minute passes. */
  public void reply(String phone, String sender, String body) {
    sandbox.reply(phone, sender, body);
    clock.advance(Duration.ofMinutes(1));
  }

  /** Every request to text one of the person's phones: sender and the text's first line. */
  public List<String> requests(Person person) {
    return gateway.posts().stream()
        .map(RawServer.Request::form)
        .filter(form -> person.has(form.get("To")))
        .map(form -> form.get("From") + " " + form.get("Body").lines().findFirst().orElseThrow())
        .toList();
  }

  /** Every mail to the person. */
  public List<String> mails(Person person) {
    return heed.mails().stream().filter(mail -> mail.contains("To: " + person.email())).toList();
  }

  /** The status of the mobile and of the home phone. */
  public String statuses(Person person) {
    return heed.smsStatus(person.mobile()) + " " + heed.smsStatus(person.home());
  }

  /** The person's messages: status and channel, and the attempts' status, channel and code. */
  public List<String> messages(Person person) {
    return heed.jdbc.queryForList(
        """
        select m.status || coalesce(' ' || m.channel, '') from message m
        join person p on p.id = m.person_id where p.student_id = ? order by m.id
        """,
        String.class,
        person.id());
  }

  public List<String> attempts(Person person) {
    return heed.jdbc.queryForList(
        """
        select a.status || coalesce(' ' || a.channel, '')
          || coalesce(' ' || cast(a.error_code as varchar(10)), '')
        from attempt a join message m on m.id = a.message_id
        join person p on p.id = m.person_id where p.student_id = ? order by a.id
        """,
        String.class,
        person.id());
  }

  /** The ledger's events of one number, oldest first. */
  public List<Map<String, Object>> events(String number) {
    return heed.jdbc.queryForList(
        "select * from consent_event where number = ? order by id", number);
  }

  /** Takes rows out of each page of the list. */
  public void hides(Predicate<JsonNode> row) {
    gateway.shows(page -> without(page, row));
  }

  /** A page of the list without some rows. */
  public static String without(String page, Predicate<JsonNode> row) {
    JsonNode read = JSON.readTree(page);
    if (read.get("messages") instanceof ArrayNode rows) {
      rows.removeIf(row);
    }
    return JSON.writeValueAsString(read);
  }

  /** A page of the list with other rows. */
  public static String rows(String page, Consumer<ObjectNode> change) {
    JsonNode read = JSON.readTree(page);
    if (read.get("messages") instanceof ArrayNode rows) {
      rows.forEach(row -> change.accept((ObjectNode) row));
    }
    return JSON.writeValueAsString(read);
  }

  /** A page of the list with another status, and code, for what was sent to a number. */
  public static String listed(String page, String to, String status, String code) {
    return listed(page, row -> row.get("to").asString().equals(to), status, code);
  }

  public static String listed(String page, Predicate<JsonNode> which, String status, String code) {
    JsonNode read = JSON.readTree(page);
    if (read.get("messages") instanceof ArrayNode rows) {
      for (JsonNode row : rows) {
        if (which.test(row) && row instanceof ObjectNode one) {
          one.put("status", status);
          if (code == null) {
            one.putNull("error_code");
          } else {
            one.put("error_code", Integer.parseInt(code));
          }
        }
      }
    }
    return JSON.writeValueAsString(read);
  }

  /** A row's text in the middleman's list. */
  public static Predicate<JsonNode> body(String... texts) {
    Set<String> all = Set.of(texts);
    return row -> all.stream().anyMatch(text -> row.get("body").asString().startsWith(text));
  }

  public Instant now() {
    return clock.instant();
  }

  @Override
  public void close() {
    others.forEach(TestHeed::close);
    heed.close();
    gateway.close();
    sandbox.close();
  }
}
