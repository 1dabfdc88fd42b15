package org.heed.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.audit.Audit;
import org.heed.audit.Violation;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A database that an earlier Heed has filled is taken over with every row and what it means. */
@NullUnmarked
class OlderDatabaseTest {
  private static final String TABLES =
      """
      select lower(table_name) as t, lower(column_name) as c from information_schema.columns
      where lower(table_schema) = 'public' and lower(table_name) not like '%flyway%'
        and lower(table_name) not like 'batch%'
      """;

  private static final String REJECTED =
      "select line || ' ' || reason from rejected_row where file_id = 5 order by line";

  /** Then the latest word decided, whoever said it. */
  private static final String LATEST_WORD =
      """
      update phone set sms_status = 'ENABLED', decided_by = (select min(id) from consent_event e
        where e.number = phone.number) where number = '+13125550008'
      """;

  private static final String OVERRIDE =
      """
      update consent_event set override_of_said = true
      where evidence = 'staff Pat Park, override'
      """;

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"HSQLDB,2", "HSQLDB,4", "POSTGRESQL,2", "POSTGRESQL,4"})
  void every_row_is_kept_and_means_what_it_meant(TestDatabase database, String version)
      throws Exception {
    String url = database.newUrl(home);
    Map<String, List<String>> columns;
    Map<String, List<String>> before;
    SingleConnectionDataSource older = new SingleConnectionDataSource(url, true);
    if (database == TestDatabase.HSQLDB) {
      older.setUsername("SA");
    }
    try {
      fill(older, database, version);
      JdbcTemplate jdbc = new JdbcTemplate(older);
      columns = columns(jdbc);
      before = rows(jdbc, columns);
      assertThat(before.values().stream().mapToInt(List::size).sum()).isGreaterThan(60);
      if (version.equals("2")) {
        jdbc.execute(LATEST_WORD);
      }
    } finally {
      older.destroy();
    }

    TestClock clock = new TestClock(TestHeed.NOON);
    try (TestHeed heed = TestHeed.start(url, home, clock, "--heed.import.max-rejected=100%")) {
      Map<String, List<String>> after = rows(heed.jdbc, columns);
      passedOverIsReadOnceMore(heed, before, after);
      assertThat(after).isEqualTo(before);
      assertThat(heed.count("chain_link"))
          .as("what was there is sealed before anything runs")
          .isEqualTo(
              heed.count("consent_event")
                  + heed.count("decision")
                  + heed.count("pause")
                  + heed.count("resumption")
                  + heed.count("review where dismissed_at is not null"))
          .isEqualTo(heed.jdbc.queryForObject("select taken_over from chain_head", Integer.class))
          .isPositive();

      heed.drop(
          "again.csv",
          "student_id,from,message",
          "S4,Advising,Hello Dee",
          "1,Advising,Hi",
          "S5,Advising,Hi");
      assertThat(heed.run("import").problem()).isNull();
      assertThat(heed.jdbc.queryForList(REJECTED, String.class))
          .satisfiesExactly(
              queued -> assertThat(queued).startsWith("2 ").contains("fall.csv").contains("line 5"),
              alike -> assertThat(alike).startsWith("3 ").contains("0001"));
      assertThat(heed.run("nightly").problem()).isNull();
      List<Violation> violations = new ArrayList<>();
      heed.bean(Audit.class).run(violations::add);
      assertThat(violations).isEmpty();
      outcomes(heed);
    }
  }

  /** A STOP that was read and not used, and what the gateway refused another program (L1, G2). */
  private static void passedOverIsReadOnceMore(
      TestHeed heed, Map<String, List<String>> before, Map<String, List<String>> after) {
    assertThat(
            heed.jdbc.queryForList(
                "select sid from gateway_log where skipped = true order by sid", String.class))
        .containsExactly("SM41", "SM61");
    assertThat(
            heed.jdbc.queryForList(
                "select sid from gateway_log where applied = false order by sid", String.class))
        .containsExactly("SM14");
    assertThat(after.remove("gateway_log")).hasSameSizeAs(before.remove("gateway_log"));
  }

  private static void outcomes(TestHeed heed) {
    assertThat(
            heed.jdbc.queryForList(
                "select number || ' ' || sms_status from phone order by number", String.class))
        .containsExactly(
            "+13125550001 DEFAULT",
            "+13125550002 DISABLED",
            "+13125550003 ENABLED",
            "+13125550004 DISABLED",
            "+13125550005 DEFAULT",
            "+13125550006 DEFAULT",
            "+13125550007 DISABLED",
            "+13125550008 DISABLED",
            "+13125550009 ENABLED",
            "+13125550012 DISABLED");
    assertThat(heed.jdbc.queryForList("select status from message order by id", String.class))
        .as("only what was queued has gone anywhere, and that as the reply read since wants it")
        .containsExactly("DELIVERED", "UNKNOWN", "SENT", "FAILED", "FAILED", "SENT", "SENT");
    assertThat(
            heed.jdbc.queryForList(
                "select id from attempt where id <= 110 order by id", Long.class))
        .containsExactly(102L, 103L, 104L, 107L, 110L);
    assertThat(heed.jdbc.queryForObject("select next_id from id_block", Long.class))
        .isGreaterThan(110);
    assertThat(heed.jdbc.queryForList("select sid || ' ' || fact from hold_fact", String.class))
        .as("what was on the list is read again")
        .containsExactly("SM51 HOLD");
    assertThat(heed.count("opt_outs")).isEqualTo(5);
  }

  private static Map<String, List<String>> columns(JdbcTemplate jdbc) {
    Map<String, List<String>> columns = new TreeMap<>();
    jdbc.query(
        TABLES,
        row -> {
          columns
              .computeIfAbsent(row.getString(1), table -> new ArrayList<>())
              .add(row.getString(2));
        });
    return columns;
  }

  /** Each table's, and each view's, rows in the columns of the older schema, in one order. */
  private static Map<String, List<String>> rows(
      JdbcTemplate jdbc, Map<String, List<String>> columns) {
    Map<String, List<String>> rows = new TreeMap<>();
    columns.forEach(
        (table, names) ->
            rows.put(
                table,
                jdbc.queryForList("select " + String.join(", ", names) + " from " + table).stream()
                    .map(
                        row ->
                            names.stream()
                                .map(name -> name + "=" + row.get(name))
                                .sorted()
                                .toList()
                                .toString())
                    .sorted()
                    .toList()));
    return rows;
  }

  private static void fill(SingleConnectionDataSource database, TestDatabase kind, String version)
      throws IOException {
    Flyway.configure()
        .dataSource(database)
        .target(version)
        .locations(
            "classpath:db/migration/batch/" + kind.name().toLowerCase(Locale.ROOT),
            "classpath:db/migration/heed")
        .load()
        .migrate();
    JdbcTemplate jdbc = new JdbcTemplate(database);
    try (InputStream file = OlderDatabaseTest.class.getResourceAsStream("older.sql")) {
      String all = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      for (String statement : all.split(";\\s*\\n", -1)) {
        if (!statement.isBlank()) {
          jdbc.execute(statement);
        }
      }
      if (version.equals("4")) {
        jdbc.execute(OVERRIDE);
      }
    }
  }
}
