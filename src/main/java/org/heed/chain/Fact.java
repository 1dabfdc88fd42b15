package org.heed.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.heed.address.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * One fact in the one way it can be written down: a first line with the version, then a line for
 * each value that is not null, {@code name length:value}, the length in bytes of UTF-8. So a value
 * may hold anything, and no two facts read alike. Times are in UTC, to the microsecond.
 *
 * @param values by the names of their columns, in order; times and numbers as they are written
 */
public record Fact(Kind kind, Map<String, String> values) {
  private static final String FIRST = "heed fact 1\n";
  private static final String KIND = "kind";

  /** Reads a row of {@link Kind}'s columns; both databases give the same. */
  static Fact of(Kind kind, ResultSet row) throws SQLException {
    Map<String, String> values = new LinkedHashMap<>();
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String value = value(row, i, columns.getColumnType(i));
      if (value != null) {
        values.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), value);
      }
    }
    return new Fact(kind, values);
  }

  private static @Nullable String value(ResultSet row, int column, int type) throws SQLException {
    Object value =
        switch (type) {
          case Types.BIGINT, Types.INTEGER -> row.getLong(column);
          case Types.BOOLEAN, Types.BIT -> row.getBoolean(column);
          case Types.VARCHAR, Types.CHAR -> row.getString(column);
          default -> row.getObject(column, OffsetDateTime.class);
        };
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    return row.wasNull() || value == null ? null : value.toString();
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException when it is not what {@link #text} writes
   */
  public static Fact read(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    byte[] bytes = text.getBytes(UTF_8);
    int at = FIRST.length();
    while (at < bytes.length) {
      int blank = find(bytes, ' ', at);
      int colon = find(bytes, ':', blank);
      int end = colon + 1 + Integer.parseInt(utf8(bytes, blank + 1, colon));
      if (end >= bytes.length) {
        throw new IllegalArgumentException("a value is cut off");
      }
      values.put(utf8(bytes, at, blank), utf8(bytes, colon + 1, end));
      at = end + 1;
    }
    Fact fact = new Fact(Kind.valueOf(String.valueOf(values.remove(KIND))), values);
    if (!fact.text().equals(text)) {
      throw new IllegalArgumentException("a fact is written in another way");
    }
    fact.id();
    fact.at();
    return fact;
  }

  private static int find(byte[] bytes, char what, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == what) {
        return i;
      }
    }
    throw new IllegalArgumentException("a fact is cut off");
  }

  private static String utf8(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }

  /** Its id among those of its kind. */
  public long id() {
    return Long.parseLong(needed(kind.key()));
  }

  /**
   * When it was recorded.
   *
   * @throws IllegalArgumentException when that is no time
   */
  public Instant at() {
    try {
      return Instant.parse(needed(kind.time()));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A value; null: it has none. */
  public @Nullable String value(String name) {
    return values.get(name);
  }

  private String needed(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a fact has no " + name);
    }
    return value;
  }

  /** The one way to write it down. */
  public String text() {
    StringBuilder text = new StringBuilder(FIRST);
    add(text, KIND, kind.name());
    values.forEach((name, value) -> add(text, name, value));
    return text.toString();
  }

  private static void add(StringBuilder text, String name, String value) {
    text.append(name)
        .append(' ')
        .append(value.getBytes(UTF_8).length)
        .append(':')
        .append(value)
        .append('\n');
  }

  public String hash() {
    return Sha256.hex(text());
  }
}
