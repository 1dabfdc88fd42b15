package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class CompiledTest {

  @Test
  void a_statement_that_is_kept_sees_what_a_table_has_become() throws SQLException {
    try (Pool pool = new Pool(true)) {
      pool.setJdbcUrl("jdbc:hsqldb:mem:compiled");
      pool.setUsername("sa");
      try (Connection connection = pool.getConnection();
          Statement changes = connection.createStatement()) {
        changes.execute("create table one (a int)");
        changes.execute("insert into one values (1)");
        assertThat(columns(connection, "select * from one")).isEqualTo(1);
        changes.execute("alter table one add column b int");
        assertThat(columns(connection, "select * from one")).isEqualTo(2);
        for (int more = 0; more < 200; more++) {
          assertThat(columns(connection, "select a + " + more + " from one")).isEqualTo(1);
        }
        changes.execute("drop table one");
        changes.execute("create table one (a int, b int, c int)");
        assertThat(columns(connection, "select * from one")).isEqualTo(3);
      }
    }
  }

  private static int columns(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      return rows.getMetaData().getColumnCount();
    }
  }
}
