package org.heed.storage;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** The connection pooler that people put before PostgreSQL, a real one. */
@NullUnmarked
public final class Pgbouncer implements AutoCloseable {
  private static final Path PROGRAM = Path.of("target/pgbouncer").toAbsolutePath();

  private final Process process;
  private final int port;

  private Pgbouncer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one before the server of a JDBC URL.
   *
   * @param mode {@code session}, {@code transaction} or {@code statement}
   * @param more further lines of its settings
   */
  public static Pgbouncer start(String url, Path folder, String mode, String... more)
      throws IOException, InterruptedException {
    install(folder);
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String server = url.replaceAll("jdbc:postgresql://([^:/]+):(\\d+)/.*", "host=$1 port=$2");
    Path settings =
        Files.writeString(
            folder.resolve("pgbouncer.ini"),
            """
            [databases]
            * = %s user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            auth_type = any
            unix_socket_dir =
            pool_mode = %s
            %s
            """
                .formatted(
                    server.replace("localhost", "127.0.0.1"), free, mode, String.join("\n", more)));
    // It refuses to run as root.
    List<String> command =
        List.of(PROGRAM + "/usr/sbin/pgbouncer", "-u", "nobody", settings.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .put("LD_LIBRARY_PATH", PROGRAM + "/usr/lib/" + architecture() + "-linux-gnu");
    Path said = folder.resolve("pgbouncer.log");
    Process process = builder.redirectOutput(said.toFile()).start();
    while (!Files.readString(said).contains("process up")) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        fail(Files.readString(said));
      }
    }
    return new Pgbouncer(process, free);
  }

  /** The same database, through it. */
  public String url(String direct) {
    return direct.replaceAll("//[^/]+/", "//127.0.0.1:" + port + "/");
  }

  private static String architecture() {
    return System.getProperty("os.arch").replace("amd64", "x86_64");
  }

  private static void install(Path folder) throws IOException, InterruptedException {
    Path said = folder.resolve("install.log");
    int status =
        new ProcessBuilder("sh", "src/test/pooler/install.sh", PROGRAM.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    if (status != 0) {
      List<String> lines = Files.readAllLines(said);
      String why = "no pgbouncer: " + (lines.isEmpty() ? "" : lines.get(lines.size() - 1));
      if ("required".equals(System.getenv("HEED_POOLER"))) {
        fail(why);
      }
      System.err.println("SKIPPED: " + why);
      abort(why);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
