package org.heed.move;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** Values of every kind read alike from both databases, and PostgreSQL takes them as they are. */
@NullUnmarked
class LineTest {
  private static final String OLD =
      """
      create table thing (id bigint primary key, i integer, s smallint, yes boolean,
        price decimal(12,4), factor double, "DAY" date, made timestamp(9),
        zoned timestamp(6) with time zone, code char(4), words varchar(200), lengthy longvarchar,
        clobs clob, raw varbinary(20), blobs blob)
      """;
  private static final String RENEWED =
      """
      create table thing (id bigint primary key, i integer, s smallint, yes boolean,
        price decimal(12,4), factor double precision, "day" date, made timestamp,
        zoned timestamp(6) with time zone, code char(4), words varchar(200), lengthy text,
        clobs text, raw bytea, blobs bytea)
      """;
  private static final List<String> ROWS =
      List.of(
          "1, -5, 7, true, 1.5000, 0.1, date '1999-12-31', timestamp '2026-03-08"
              + " 02:30:00.123456789', timestamp '2026-11-01 01:30:00.000001-5:00', 'ab', 'x', 'y',"
              + " 'z', x'00ff', x'01'",
          "2, null, null, null, null, null, null, null, null, null, null, null, null, null, null",
          "3, 0, 0, false, 0, 1e300, date '0001-01-01', timestamp '1970-01-01 00:00:00', timestamp"
              + " '2026-11-01 01:30:00-6:00', 'abcd', '', '', '', x'', x''",
          "4, 2147483647, -32768, true, -99999999.9999, -0.0, date '9999-12-31', timestamp"
              + " '9999-12-31 23:59:59.999999', timestamp '2026-01-01 00:00:00.5+5:45',"
              + " '\u00fcber', U&'tab \\0009 line \\000a return \\000d back \\005c end', '\\N',"
              + " '\\.', x'0a5c09', x'ffee'",
          "5, 1, 1, true, 100, 12345678901234567, date '2026-02-28', timestamp '2026-01-01"
              + " 00:00:00.1', timestamp '2026-01-01 00:00:00+0:00', 'a  ', '  x ''\""
              + " \uD83D\uDE00', ' ', 'c', x'20', x'20'");

  @TempDir Path home;

  @Test
  void each_kind_of_value_is_the_same_on_both_sides() throws Exception {
    try (Connection old = DriverManager.getConnection("jdbc:hsqldb:mem:line", "SA", "");
        Connection server = DriverManager.getConnection(TestDatabase.POSTGRESQL.newUrl(home));
        Statement statement = old.createStatement();
        Statement there = server.createStatement()) {
      statement.execute(OLD);
      for (String row : ROWS) {
        statement.execute("insert into thing values (" + row + ")");
      }
      there.execute(RENEWED);
      Table table = Tables.of(old).get(0);
      assertThat(table.columns()).hasSize(15);
      String lines = lines(statement, table, table.columns(Column::old), "\"THING\"");
      server
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy thing from stdin", new ByteArrayInputStream(lines.getBytes(UTF_8)));
      assertThat(lines(there, table, table.columns(Column::renewed), "thing")).isEqualTo(lines);
      assertThat(lines.lines().toList())
          .satisfies(
              all -> {
                assertThat(all).hasSize(ROWS.size());
                assertThat(all.get(0))
                    .contains("2026-03-08T02:30:00.123456\t2026-11-01T06:30:00.000001Z");
                assertThat(all.get(1)).isEqualTo("2" + "\t\\N".repeat(14));
                assertThat(all.get(3)).contains("tab \\t line \\n return \\r back \\\\ end");
              });
      statement.execute("shutdown");
    }
  }

  private static String lines(Statement statement, Table table, String columns, String name)
      throws SQLException {
    StringBuilder all = new StringBuilder();
    Line line = new Line();
    try (ResultSet row =
        statement.executeQuery("select " + columns + " from " + name + " order by 1")) {
      while (row.next()) {
        all.append(new String(line.of(table.columns(), row), UTF_8));
      }
    }
    return all.toString();
  }
}
