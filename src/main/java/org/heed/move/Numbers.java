package org.heed.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The next numbers that the old database would give. Its highest row may be gone, and its number
 * must not come again; only a script of the structure tells them.
 */
final class Numbers {
  private static final Pattern NEXT =
      Pattern.compile(
          "(?m)^ALTER TABLE PUBLIC\\.\"?([^\"\\s]+)\"? ALTER COLUMN .* RESTART WITH (-?\\d+)$");

  private Numbers() {}

  /**
   * By table, in small letters.
   *
   * @param folder where the script is for a moment
   */
  static Map<String, Long> next(Connection old, Path folder) throws SQLException {
    Path script = folder.resolve("heed.structure");
    try {
      Files.deleteIfExists(script);
      try (Statement statement = old.createStatement()) {
        statement.execute(
            "perform export script for database structure to '"
                + script.toAbsolutePath().toString().replace("'", "''")
                + "'");
      }
      return read(Files.readString(script));
    } catch (IOException e) {
      throw new MoveFailed(script + " cannot be written: " + e.getMessage(), e);
    } finally {
      script.toFile().delete();
    }
  }

  private static Map<String, Long> read(String script) {
    Map<String, Long> next = new TreeMap<>();
    Matcher found = NEXT.matcher(script);
    while (found.find()) {
      next.put(found.group(1).toLowerCase(Locale.ROOT), Long.parseLong(found.group(2)));
    }
    return next;
  }
}
