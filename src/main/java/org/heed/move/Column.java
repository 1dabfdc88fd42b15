package org.heed.move;

import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column, and its values in the one way in which both databases give and take them. A time is
 * kept to the microsecond, which is as exact as PostgreSQL has it.
 *
 * @param name as the old database has it
 * @param type there, of {@link Types}
 */
record Column(String name, int type) {

  /** As a name in a statement for the old database. */
  String old() {
    return '"' + name + '"';
  }

  /** The same for PostgreSQL. */
  String renewed() {
    return '"' + name.toLowerCase(Locale.ROOT) + '"';
  }

  /** A value as PostgreSQL reads it; null: it is null. */
  @Nullable String text(ResultSet row, int at) throws SQLException {
    Object value = value(row, at);
    return value == null || row.wasNull() ? null : value.toString();
  }

  private @Nullable Object value(ResultSet row, int at) throws SQLException {
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> row.getLong(at);
      case Types.BOOLEAN -> row.getBoolean(at);
      case Types.FLOAT, Types.REAL, Types.DOUBLE -> row.getDouble(at);
      case Types.DECIMAL, Types.NUMERIC -> plain(row.getBigDecimal(at));
      case Types.DATE -> row.getObject(at, LocalDate.class);
      case Types.TIMESTAMP -> exact(row.getObject(at, LocalDateTime.class));
      case Types.TIMESTAMP_WITH_TIMEZONE -> exact(row.getObject(at, OffsetDateTime.class));
      case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR -> row.getString(at);
      case Types.CLOB -> text(row.getObject(at));
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> hex(row.getBytes(at));
      case Types.BLOB -> bytes(row.getObject(at));
      default -> throw new IllegalStateException("column " + name + " is of the type " + type);
    };
  }

  private static @Nullable String plain(@Nullable BigDecimal number) {
    return number == null ? null : number.stripTrailingZeros().toPlainString();
  }

  private static @Nullable LocalDateTime exact(@Nullable LocalDateTime time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
  }

  private static @Nullable Object exact(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.MICROS);
  }

  private static @Nullable Object text(@Nullable Object value) throws SQLException {
    return value instanceof Clob clob
        ? clob.getSubString(1, Math.toIntExact(clob.length()))
        : value;
  }

  private static @Nullable String bytes(@Nullable Object value) throws SQLException {
    return value instanceof Blob blob
        ? hex(blob.getBytes(1, Math.toIntExact(blob.length())))
        : hex((byte[]) value);
  }

  private static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : "\\x" + HexFormat.of().formatHex(bytes);
  }
}
