package org.heed.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A PostgreSQL that is stopped in the middle of things and started again, with what it has. */
final class PostgresProcess implements AutoCloseable {
  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  PostgresProcess(Path data) throws IOException {
    this.data = data;
    this.server = start(0);
    this.port = server.getPort();
  }

  private EmbeddedPostgres start(int on) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    return (on == 0 ? builder : builder.setPort(on)).start();
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Every connection is lost. */
  void restart() throws IOException {
    server.close();
    server = start(port);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
