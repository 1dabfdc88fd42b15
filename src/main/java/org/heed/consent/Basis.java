package org.heed.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.heed.address.Sha256;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;

/**
 * On what a consent rests (E4).
 *
 * @param basis in a few words: {@code web form}
 * @param source where it was given: a form's name or address
 * @param wording what the person agreed to, word by word
 * @param capturedAt when it was given; kept in whole seconds
 * @param capturedBy who took it down
 */
public record Basis(
    String basis,
    @Nullable String source,
    @Nullable String wording,
    @Nullable Instant capturedAt,
    @Nullable String capturedBy) {
  /** The most characters of a basis, a source and a name. */
  public static final int LONGEST = 200;

  /** The most characters of a wording. */
  public static final int LONGEST_WORDING = 4000;

  /** The basis of what the person replied. */
  static final String START = "START";

  public Basis {
    capturedAt = capturedAt == null ? null : capturedAt.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The person's own word: the reply is its basis. */
  public static Basis reply(String words, Instant at) {
    return new Basis(START, null, words.isBlank() ? null : words, at, null);
  }

  /** Reads columns basis, basis_source, wording, captured_at, captured_by; null: none. */
  static @Nullable Basis of(ResultSet row) throws SQLException {
    String basis = row.getString("basis");
    return basis == null
        ? null
        : new Basis(
            basis,
            row.getString("basis_source"),
            row.getString("wording"),
            Times.atOrNull(row, "captured_at"),
            row.getString("captured_by"));
  }

  /** By what its wording is kept; null: it has none. */
  @Nullable String hash() {
    return wording == null ? null : Sha256.hex(wording);
  }

  /** What makes it the same as another. */
  String key() {
    return key(basis, source, hash(), capturedAt, capturedBy);
  }

  static String key(@Nullable Object... parts) {
    StringBuilder key = new StringBuilder();
    for (Object part : parts) {
      key.append(part == null ? "" : part).append('\0');
    }
    return key.toString();
  }
}
