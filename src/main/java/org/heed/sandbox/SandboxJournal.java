package org.heed.sandbox;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.heed.storage.Folders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox's file: one line of JSON a message. */
final class SandboxJournal implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BufferedWriter out;
  private final List<SandboxRow> rows = new ArrayList<>();

  SandboxJournal(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.exists(file)) {
        dropTornLine(file);
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
          lines.map(line -> JSON.readValue(line, SandboxRow.class)).forEach(rows::add);
        }
      }
      out =
          Files.newBufferedWriter(
              file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      Folders.ownerOnly(file);
    } catch (IOException | UncheckedIOException | JacksonException e) {
      throw new ConfigurationProblem(
          "heed.home: the sandbox's file "
              + file
              + " cannot be read; expected it as it was written");
    }
  }

  /** What was written before, in its order; handed out once. */
  List<SandboxRow> read() {
    List<SandboxRow> read = List.copyOf(rows);
    rows.clear();
    return read;
  }

  void write(SandboxRow row) {
    try {
      out.write(JSON.writeValueAsString(row));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox's file cannot be written", e);
    }
  }

  /** A killed process may have left half a line. */
  private static void dropTornLine(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long end = bytes.length();
      while (end > 0) {
        bytes.seek(end - 1);
        if (bytes.read() == '\n') {
          break;
        }
        end--;
      }
      bytes.setLength(end);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
