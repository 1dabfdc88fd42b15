package org.heed.storage;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the embedded database's files surely held, kept in a small file beside them: HSQLDB opens a
 * log that was cut in half, with half of its rows, and says nothing.
 *
 * @param script checksum of the script
 * @param logLength bytes of the log that were read back
 * @param log their checksum
 * @param lastAttempt the highest attempt's id that was read back
 * @param lastMessage the highest message's id when the database was last closed
 * @param lastEvent the ledger's highest id when the database was last closed
 */
record Witness(
    long script, long logLength, long log, long lastAttempt, long lastMessage, long lastEvent) {
  private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

  static final Witness NONE = new Witness(0, 0, 0, 0, 0, 0);

  /** The same ids, with what the files hold. */
  Witness withFiles(long scriptSum, long length, long logSum) {
    return new Witness(scriptSum, length, logSum, lastAttempt, lastMessage, lastEvent);
  }

  /** The same files, with the highest ids. */
  Witness withIds(long attempt, long message, long event) {
    return new Witness(script, logLength, log, attempt, message, event);
  }

  Witness withScript(long checksum) {
    return new Witness(checksum, 0, DatabaseFiles.EMPTY, lastAttempt, lastMessage, lastEvent);
  }

  /** Reads it; empty: there is none, or it was being written when the machine stopped. */
  static Optional<Witness> read(Path file) {
    Properties read = new Properties();
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      read.load(new StringReader(Files.readString(file)));
      return Optional.of(
          new Witness(
              number(read, "script"),
              number(read, "log-length"),
              number(read, "log"),
              number(read, "last-attempt"),
              number(read, "last-message"),
              number(read, "last-event")));
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} cannot be read and is left out of account: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    String text =
        "# Written by Heed: what the database's files held. Delete it after restoring a backup.\n"
            + ("script=" + script + "\n")
            + ("log-length=" + logLength + "\n")
            + ("log=" + log + "\n")
            + ("last-attempt=" + lastAttempt + "\n")
            + ("last-message=" + lastMessage + "\n")
            + ("last-event=" + lastEvent + "\n");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    Folders.ownerOnly(file);
  }

  private static long number(Properties read, String name) {
    return Long.parseLong(String.valueOf(read.getProperty(name)));
  }
}
