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
    static final EmbeddedPostgres INSTANCE = start();
    static final String TEMPLATE = template();

    private static String template() {
      String url = create("");
      migrate(url);
      return url.replaceAll(".*/([^/?]*)[?].*", "$1");
    }

    static String create(String how) {
      String name = "heed" + COUNT.incrementAndGet();
      try (Connection connection = INSTANCE.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name + how);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return INSTANCE.getJdbcUrl("postgres", name);
    }

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
