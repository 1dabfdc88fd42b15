package org.heed.move;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as one line of PostgreSQL's {@code COPY}: what is written there, and, read from either
 * database, what is compared.
 */
final class Line {
  private final StringBuilder line = new StringBuilder();

  /** The columns stand in the row in this order. */
  byte[] of(List<Column> columns, ResultSet row) throws SQLException {
    line.setLength(0);
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        line.append('\t');
      }
      add(line, columns.get(i).text(row, i + 1));
    }
    return line.append('\n').toString().getBytes(UTF_8);
  }

  private static void add(StringBuilder line, @Nullable String value) {
    if (value == null) {
      line.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append(c);
      }
    }
  }
}
