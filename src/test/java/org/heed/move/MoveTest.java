package org.heed.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.heed.TestHeed;
import org.heed.address.ConfigurationProblem;
import org.heed.job.Progress;
import org.heed.report.MillionRows;
import org.heed.settings.DatabaseSettings;
import org.heed.storage.MovedDatabase;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Every table is carried, whatever ends a move on its way and whatever is done in between. */
@NullUnmarked
class MoveTest {
  private static final String TABLES =
      """
      select table_name from information_schema.tables where table_schema = 'public'
        and table_type = 'BASE TABLE' and table_name not in ('flyway_schema_history', 'heed_move')
      """;
  private static final int TEXTS = 12_000;

  @TempDir Path home;
  private TestHeed heed;
  private DatabaseSettings server;
  private JdbcTemplate there;

  @BeforeEach
  void start() {
    heed = TestHeed.start(TestDatabase.HSQLDB, home);
    String url = TestDatabase.POSTGRESQL.newUrl(home);
    server = new DatabaseSettings(url, "", "", null);
    there = new JdbcTemplate(new DriverManagerDataSource(url));
  }

  @AfterEach
  void end() {
    heed.close();
  }

  @Test
  void each_table_of_the_schema_is_carried_and_numbers_go_on_behind_all_there_were() {
    heed.drop("people.csv", "student_id,email,mobile_phone", "S1,s1@x.edu,3125550110");
    heed.drop("hello.csv", "student_id,from,message", "S1,Advising,Hello");
    heed.run("import");
    heed.run("nightly");
    heed.jdbc.update(
        "insert into notice (recipient, subject, body, created_at) values ('a', 'b', 'c', now())");
    long last = heed.jdbc.queryForObject("select max(id) from notice", Long.class);
    heed.jdbc.update("delete from notice where id = ?", last);
    List<Move.Same> same = carried();

    assertThat(same.stream().map(Move.Same::table))
        .containsExactlyInAnyOrderElementsOf(there.queryForList(TABLES, String.class));
    assertThat(same.stream().collect(Collectors.toMap(Move.Same::table, Move.Same::rows)))
        .isEqualTo(counts(there, same))
        .isEqualTo(counts(heed.jdbc, same));
    assertThat(
            there.queryForObject(
                "insert into notice (recipient, subject, body, created_at)"
                    + " values ('a', 'b', 'c', now()) returning id",
                Long.class))
        .as("the number of a row that is gone does not come again")
        .isEqualTo(last + 1);
    for (String batch : List.of("job_instance", "job_execution", "step_execution")) {
      assertThat(there.queryForObject("select nextval('batch_" + batch + "_seq')", Long.class))
          .isEqualTo(
              there.queryForObject("select max(" + batch + "_id) from batch_" + batch, Long.class)
                  + 1);
    }
  }

  @Test
  void a_move_that_was_stopped_goes_on_behind_the_last_page() throws Exception {
    new MillionRows(heed).add(TEXTS);
    long at = stopIn("message", 1);
    assertThat(at).isBetween(1L, TEXTS - 1L);
    String before = there.queryForObject("select min(xmin::text) from message", String.class);
    List<Move.Same> same = carried();
    assertThat(counts(there, same)).isEqualTo(counts(heed.jdbc, same));
    assertThat(there.queryForObject("select min(xmin::text) from message", String.class))
        .as("the rows that were there are not brought again")
        .isEqualTo(before);
  }

  @Test
  void what_was_recorded_since_the_first_try_is_carried_too() throws Exception {
    new MillionRows(heed).add(TEXTS);
    stopIn("attempt", 1);
    heed.jdbc.update("update message set status = 'FAILED' where line = 0");
    heed.jdbc.update(
        "delete from attempt where message_id in (select id from message where line = 5)");
    heed.jdbc.update("insert into phone (number) values ('+13125550111')");
    heed.jdbc.update(
        "insert into pair (number, sender, first_text_at) values ('+13125550111', 'x', now())");
    carried();
    assertThat(there.queryForObject("select status from message where line = 0", String.class))
        .isEqualTo("FAILED");
    assertThat(there.queryForObject("select count(*) from attempt", Integer.class))
        .isEqualTo(TEXTS - 1);
    assertThat(
            there.queryForObject(
                "select count(*) from phone where number = '+13125550111'", Integer.class))
        .isOne();
  }

  @Test
  void a_value_that_is_not_the_same_there_is_seen() {
    new MillionRows(heed).add(1000);
    try (Move move = begin()) {
      move.carry();
    }
    there.update("update person set first_name = 'Somebody else' where id = 1001");
    try (Move move = begin()) {
      move.carry();
    }
    assertThat(there.queryForObject("select first_name from person where id = 1001", String.class))
        .isEqualTo("First1");
    there.execute(
        "create function other() returns trigger language plpgsql as"
            + " 'begin new.first_name := ''X''; return new; end'");
    there.execute(
        "create trigger other before insert on person for each row execute function other()");
    there.update("update person set first_name = 'Y' where id = 1001");
    try (Move move = begin()) {
      assertThatThrownBy(move::carry)
          .isInstanceOf(MoveFailed.class)
          .hasMessageContaining("table person is not the same on both sides");
    }
  }

  @Test
  void a_half_is_opened_by_nothing_else_and_goes_on_after_the_old_one_was_marked()
      throws Exception {
    new MillionRows(heed).add(1000);
    try (Move move = begin()) {
      move.carry();
    }
    assertThatThrownBy(() -> TestHeed.start(server.url(), home.resolve("x"), heed.clock))
        .rootCause()
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("a move to this database has begun and is not over");
    // Killed between the two marks.
    MovedDatabase.in(home.resolve("db")).gone(Server.shown(server.url()), "then");
    try (Move move = begin()) {
      move.carry();
      move.finish("then");
    }
    try (TestHeed renewed = TestHeed.start(server.url(), home.resolve("x"), heed.clock)) {
      assertThat(renewed.count("message")).isEqualTo(1000);
    }
    assertThatThrownBy(this::begin)
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("already");
  }

  private List<Move.Same> carried() {
    try (Move move = begin()) {
      return move.carry();
    }
  }

  private Move begin() {
    return Move.begin(
        heed.bean(DataSource.class),
        home.resolve("db"),
        server,
        heed.bean(Progress.class),
        Duration.ofSeconds(5));
  }

  /** Stops one as soon as others see rows of a table; how many there are then. */
  private long stopIn(String table, long rows) throws InterruptedException {
    try (Move move = begin()) {
      Thread stopping =
          new Thread(
              () -> {
                while (!seen(table, rows)) {
                  Thread.onSpinWait();
                }
                move.stop();
              });
      stopping.start();
      assertThatThrownBy(move::carry)
          .isInstanceOf(MoveFailed.class)
          .hasMessageContaining("run the same command again");
      stopping.join();
    }
    return there.queryForObject("select count(*) from " + table, Long.class);
  }

  private boolean seen(String table, long rows) {
    try {
      return there.queryForObject("select count(*) from " + table, Long.class) >= rows;
    } catch (org.springframework.dao.DataAccessException notThereYet) {
      return false;
    }
  }

  private static Map<String, Long> counts(JdbcTemplate jdbc, List<Move.Same> tables) {
    Map<String, Long> counts = new TreeMap<>();
    tables.forEach(
        one ->
            counts.put(
                one.table(),
                jdbc.queryForObject("select count(*) from " + one.table(), Long.class)));
    return counts;
  }
}
