package org.heed.storage;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.UUID;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;

/**
 * What a file beside the embedded database says of its move to a server: who it is, so that a half
 * of it is known again, and where it has gone. The database itself is left as it is.
 */
public final class MovedDatabase {
  /** The command that moves it, and may open it whatever the file says. */
  public static final String COMMAND = "migrate";

  private final Path file;

  private MovedDatabase(Path file) {
    this.file = file;
  }

  /**
   * The file in the folder of the database's files.
   *
   * @param folder {@code db} in the application's home
   */
  public static MovedDatabase in(Path folder) {
    return new MovedDatabase(folder.resolve("heed.moved"));
  }

  /** Where it has gone; null: nowhere. */
  public @Nullable String to() {
    return read().getProperty("to");
  }

  /** Who it is, from now on. */
  public String id() {
    Properties read = read();
    String id = read.getProperty("id");
    if (id == null) {
      id = UUID.randomUUID().toString();
      write("id=" + id + "\n");
    }
    return id;
  }

  /**
   * Nothing but a move opens it from here on.
   *
   * @param to a URL without its parameters
   * @param at when, for people to read
   */
  public void gone(String to, String at) {
    write("id=" + id() + "\nto=" + to.replace("\\", "\\\\") + "\nat=" + at + "\n");
  }

  /**
   * Passes a database that is where it was.
   *
   * @param beside a file in its folder
   * @param purpose what it is opened for
   * @throws ConfigurationProblem for one that was moved
   */
  static void check(Path beside, String purpose) {
    Properties read = in(beside.resolveSibling("")).read();
    String to = read.getProperty("to");
    if (to != null && !purpose.equals(COMMAND)) {
      throw new ConfigurationProblem(
          "spring.datasource.url: the database in %s was moved to %s at %s; expected that URL in config/application.yml, with .username and .password; nothing was changed"
              .formatted(beside.getParent(), to, read.getProperty("at")));
    }
  }

  private Properties read() {
    Properties read = new Properties();
    try {
      if (Files.exists(file)) {
        read.load(new StringReader(Files.readString(file)));
      }
      return read;
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationProblem(
          "heed.home: " + file + ", which says where the database is, cannot be read: " + e);
    }
  }

  private void write(String lines) {
    String text = "# Written by 'heed migrate': where this database was moved to.\n" + lines;
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel out =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      out.force(true);
      Folders.ownerOnly(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StorageFull(file + " cannot be written: " + e.getMessage());
    }
  }
}
