package org.heed.consent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.settings.ConsentSettings;
import org.heed.settings.ConsentSettings.DefaultStatus;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A ledger on a real database that is emptied, not made anew, for each test. */
@NullUnmarked
final class LedgerWorld {
  static final Instant NOW = Instant.parse("2026-11-24T18:00:00.5Z");
  static final PhoneNumber ADVISING = new PhoneNumber("+13125550001");
  static final PhoneNumber BURSAR = new PhoneNumber("+13125550002");
  private static final Institution INSTITUTION =
      new Institution(Path.of("."), ZoneId.of("America/Chicago"), null);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Map<TestDatabase, LedgerWorld> WORLDS = new EnumMap<>(TestDatabase.class);

  final JdbcTemplate template;
  final JdbcClient jdbc;
  final PhoneBook book;
  final ConsentLedger ledger;
  Duration ahead = Duration.ZERO;

  private LedgerWorld(TestDatabase database) {
    SingleConnectionDataSource source = source(database);
    String vendor = database.name().toLowerCase(Locale.ROOT);
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/batch/" + vendor, "classpath:db/migration/heed")
        .load()
        .migrate();
    this.template = new JdbcTemplate(source);
    this.jdbc = JdbcClient.create(template);
    this.book = new PhoneBook(jdbc);
    this.ledger = ledger(false);
  }

  static LedgerWorld on(TestDatabase database) {
    LedgerWorld world = WORLDS.computeIfAbsent(database, LedgerWorld::new);
    for (String table :
        List.of(
            "hold_fact",
            "review",
            "pair",
            "consent_event",
            "listing",
            "former_listing",
            "phone",
            "person")) {
      world.jdbc.sql("delete from " + table).update();
    }
    world.ahead = Duration.ZERO;
    return world;
  }

  ReviewList reviews() {
    return new ReviewList(template, table(), holds(), INSTITUTION, CLOCK, properties(false));
  }

  ReviewDecisions decisions() {
    return new ReviewDecisions(
        template,
        table(),
        new TransactionTemplate(new JdbcTransactionManager(template.getDataSource())),
        reviews(),
        holds(),
        this::here,
        CLOCK);
  }

  private Holds holds() {
    return new Holds(template, table(), new LatestNoes(template), this::here, CLOCK);
  }

  LedgerTable table() {
    return new LedgerTable(template, new LatestNoes(template));
  }

  void saysNo(PhoneNumber phone, Long person, PhoneNumber sender, int second, boolean wrong) {
    String body = wrong ? "wrong number" : "no more texts";
    Refusal reading = wrong ? Refusal.WRONG_NUMBER : Refusal.NO_MORE;
    reviews()
        .add(
            List.of(
                new ReviewList.Reply(
                    "SM" + second,
                    phone.e164(),
                    sender.e164(),
                    body,
                    at(second),
                    reading,
                    person)));
  }

  void heedsWhatWasSaidSince() {
    reviews().bringUpToDate();
  }

  /** The entry of what was said in this second. */
  long review(int second) {
    return jdbc.sql("select id from review where sid = ?")
        .param("SM" + second)
        .query(Long.class)
        .single();
  }

  long standing() {
    return reviews().onHold();
  }

  ConsentLedger ledger(boolean newPhoneInherits) {
    return new ConsentLedger(
        template, table(), properties(newPhoneInherits), INSTITUTION, this::here, CLOCK);
  }

  private Instant here(Instant gateway) {
    return gateway.plus(ahead);
  }

  private static ConsentSettings properties(boolean newPhoneInherits) {
    return new ConsentSettings(
        true,
        DefaultStatus.OPTED_IN,
        PhoneType.Mobile,
        newPhoneInherits,
        List.of(),
        List.of(),
        List.of(),
        ConsentSettings.PlainRefusal.HOLD,
        false);
  }

  static PhoneNumber phone(int index) {
    return new PhoneNumber("+1202555" + (1000 + index));
  }

  void lists(long person, PhoneNumber... numbers) {
    listsAt(person, NOW.minusSeconds(86_400), numbers);
  }

  void listsAt(long person, Instant at, PhoneNumber... numbers) {
    if (jdbc.sql("select id from person where id = ?")
        .param(person)
        .query()
        .listOfRows()
        .isEmpty()) {
      jdbc.sql("insert into person (id, student_id, lane, added_at) values (?, ?, ?, ?)")
          .params(person, "S" + person, person, time(at))
          .update();
    }
    for (int i = 0; i < numbers.length; i++) {
      String number = numbers[i].e164();
      if (book.numbers(List.of(numbers[i])).isEmpty()) {
        jdbc.sql("insert into phone (number) values (?)").param(number).update();
      }
      jdbc.sql(
              "insert into listing (person_id, number, phone_type, position, listed_at) values (?,"
                  + " ?, 'Mobile', ?, ?)")
          .params(person, number, i, time(at))
          .update();
    }
  }

  /** As a file does. */
  void movesAt(long person, Instant at, PhoneNumber number) {
    jdbc.sql(
            """
            insert into former_listing (person_id, number, phone_type, listed_at, ended_at, ended_by)
            select person_id, number, phone_type, listed_at, ?, 'people.csv line 2' from listing
            where person_id = ? and number = ?
            """)
        .params(time(at), person, number.e164())
        .update();
    takesOff(person, number);
  }

  void takesOff(long person, PhoneNumber number) {
    jdbc.sql("delete from listing where person_id = ? and number = ?")
        .params(person, number.e164())
        .update();
  }

  SmsStatus status(PhoneNumber number) {
    return book.numbers(List.of(number)).get(number).status();
  }

  List<SmsStatus> statuses(PhoneNumber... numbers) {
    return List.of(numbers).stream().map(this::status).toList();
  }

  long events() {
    return jdbc.sql("select count(*) from consent_event").query(Long.class).single();
  }

  static OptOut refused(PhoneNumber phone, Long person, PhoneNumber sender, int second) {
    return new OptOut(
        phone, person, sender, at(second), null, LearnedFrom.GATEWAY_21610, "message " + second);
  }

  static OptOut stopped(PhoneNumber phone, Long person, PhoneNumber sender, int second) {
    return new OptOut(
        phone, person, sender, at(second), null, LearnedFrom.REPLY, "reply " + second);
  }

  static OptIn started(PhoneNumber phone, PhoneNumber sender, int second) {
    return new OptIn(phone, sender, at(second), null, "reply " + second, false);
  }

  static OptIn yes(PhoneNumber phone, PhoneNumber sender, int second) {
    return new OptIn(phone, sender, at(second), null, "reply " + second, true);
  }

  static FileRow row(PhoneNumber phone, SmsStatus status, int line) {
    return new FileRow(phone, null, status, null, "as asked", "consent.csv line " + line);
  }

  static Instant at(int second) {
    return Instant.parse("2026-11-20T15:00:00Z").plusSeconds(second);
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static SingleConnectionDataSource source(TestDatabase database) {
    try {
      String url = database.newUrl(Files.createTempDirectory(Path.of("target"), "consent"));
      return new SingleConnectionDataSource(
          database == TestDatabase.HSQLDB
              ? DriverManager.getConnection(url, "SA", "")
              : DriverManager.getConnection(url),
          true);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
