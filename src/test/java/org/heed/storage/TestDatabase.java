package org.heed.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The two databases Heed runs on, real ones, each fresh: the same tests run on both. */
public enum TestDatabase {
  HSQLDB,
  POSTGRESQL;

  private static final AtomicInteger COUNT = new AtomicInteger();

  /**
   * The JDBC URL of a new, empty database.
   *
   * @param home the application's home; HSQLDB lives in its {@code db} folder
   */
  public String newUrl(Path home) {
    if (this == HSQLDB) {
      return "jdbc:hsqldb:file:"
          + home
          + "/db/heed;shutdown=true;hsqldb.lock_file=false;hsqldb.tx=mvcc;hsqldb.write_delay=false;"
          + "hsqldb.default_table_type=cached;hsqldb.log_size=1000";
    }
    String name = "heed" + COUNT.incrementAndGet();
    try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Server.INSTANCE.getJdbcUrl("postgres", name);
  }

  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
