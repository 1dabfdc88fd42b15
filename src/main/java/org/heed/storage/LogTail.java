package org.heed.storage;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Pattern;

/** The new part of the embedded database's log, as HSQLDB writes it. */
record LogTail(String text) {
  /** Stands before a line of another connection than the line before. */
  private static final Pattern CONNECTION = Pattern.compile("\n/\\*C\\d+\\*/");

  /** What was written behind that many bytes. */
  static LogTail of(Path file, long from) throws IOException {
    if (!Files.exists(file)) {
      return new LogTail("");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      channel.position(from);
      byte[] bytes = Channels.newInputStream(channel).readAllBytes();
      String text = "\n" + new String(bytes, StandardCharsets.ISO_8859_1);
      return new LogTail(CONNECTION.matcher(text).replaceAll("\n"));
    }
  }

  /** Whether it has all of these rows, and a commit behind them. */
  boolean commits(Collection<String> rows) {
    boolean whole = true;
    int last = 0;
    int next = 0;
    for (String row : rows) {
      // Mostly in the order of their insertion: each from where the one before it was found.
      String line = "\nINSERT INTO " + row;
      int onwards = text.indexOf(line, next);
      int at = onwards >= 0 ? onwards : text.indexOf(line);
      whole &= at >= 0;
      next = Math.max(0, at);
      last = Math.max(last, at);
    }
    return whole && text.indexOf("\nCOMMIT\n", last) >= 0;
  }
}
