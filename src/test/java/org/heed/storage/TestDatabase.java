package org.heed.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.heed.settings.DatabaseSettings;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

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
    return Server.create("");
  }

  /**
   * The JDBC URL of a new database that has its tables, as the migrations make them: they run once
   * for all that are copied from it.
   *
   * @param home as for {@link #newUrl}; what is there already stays
   */
  public String url(Path home) {
    if (this == POSTGRESQL) {
      return Server.create(" template " + Server.TEMPLATE);
    }
    Path folder = home.resolve("db");
    if (!Files.exists(folder)) {
      try {
        FileSystemUtils.copyRecursively(Embedded.TEMPLATE, folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return newUrl(home);
  }

  private static void migrate(String url) {
    DatabaseSettings settings = new DatabaseSettings(url, "", "", null);
    var source = new DriverManagerDataSource(url, settings.username(), settings.password());
    Schema.flyway(settings, source, Schema.LATEST).migrate();
  }

  private static final class Embedded {
    static final Path TEMPLATE = make();

    private static Path make() {
      try {
        Path home = Files.createTempDirectory("heed-template");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(home)));
        migrate(HSQLDB.newUrl(home));
        return home.resolve("db");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void forget(Path home) {
      try {
        FileSystemUtils.deleteRecursively(home);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Server {
    /** Files in memory, where there is such a place: a new database is several hundred of them. */
    private static final Path MEMORY = Path.of("/dev/shm");

    /** No test looks back at so many databases before, without a connection to it. */
    private static final int KEPT = 60;

    private static final String IN_USE = "55006";

    static final EmbeddedPostgres INSTANCE = start();
    static final String TEMPLATE = template();

    private static String template() {
      String url = create("");
      migrate(url);
      return url.replaceAll(".*/([^/?]*)[?].*", "$1");
    }

    static String create(String how) {
      int number = COUNT.incrementAndGet();
      String name = "heed" + number;
      try (Connection connection = INSTANCE.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name + how + " strategy file_copy");
        if (number > KEPT + 1) {
          drop("heed" + (number - KEPT), statement);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return INSTANCE.getJdbcUrl("postgres", name);
    }

    private static void drop(String name, Statement statement) throws SQLException {
      try {
        statement.execute("drop database if exists " + name);
      } catch (SQLException e) {
        if (!IN_USE.equals(e.getSQLState())) {
          throw e;
        }
      }
    }

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        if (Files.isWritable(MEMORY)) {
          builder.setDataDirectory(Files.createTempDirectory(MEMORY, "heed-pg").toFile());
        }
        return builder.start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
