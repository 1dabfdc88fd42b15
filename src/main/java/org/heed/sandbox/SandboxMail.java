package org.heed.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;
import org.heed.address.ConfigurationProblem;
import org.heed.storage.Folders;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that delivers to a folder: one {@code .eml} file a mail. */
public final class SandboxMail implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final SMTPServer server;
  private final Path folder;
  private final Clock clock;
  private final AtomicLong count = new AtomicLong();

  /**
   * Starts the server on this machine only.
   *
   * @param port 0: any free one
   * @param folder where the mails go
   */
  public SandboxMail(int port, Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    this.server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("localhost")
            .softwareName("heed")
            .messageHandler((context, from, to, data) -> keep(data))
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      throw new ConfigurationProblem(
          "--mail-port: found " + port + ", expected a port that is free: " + e.getMessage());
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.getPortAllocated();
  }

  private void keep(byte[] mail) throws RejectException {
    String time = TIME.format(clock.instant());
    try {
      Path part = Files.createTempFile(folder, ".", ".part");
      Folders.ownerOnly(part);
      Files.write(part, mail);
      while (!moved(part, folder.resolve("%s-%06d.eml".formatted(time, count.incrementAndGet())))) {
        // A clock that stands still: an earlier process had this name.
      }
    } catch (IOException e) {
      throw new RejectException(452, "the mail cannot be kept: " + e.getMessage());
    }
  }

  private static boolean moved(Path part, Path file) throws IOException {
    try {
      Files.move(part, file);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
