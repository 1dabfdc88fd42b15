package org.heed.campaign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.jspecify.annotations.Nullable;

/** Reads cells of all kinds of files alike. */
final class Cells {
  private static final int CACHE = 4096;

  private final PhoneNumbers numbers;
  private final ZoneId zone;
  private final Map<String, PhoneNumbers.Reading> read =
      new LinkedHashMap<>(CACHE, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PhoneNumbers.Reading> eldest) {
          return size() > CACHE;
        }
      };

  Cells(PhoneNumbers numbers, ZoneId zone) {
    this.numbers = numbers;
    this.zone = zone;
  }

  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  String limited(Header header, Row row, String column, int most) throws RowProblem {
    String text = header.cell(row, column);
    if (text.length() > most) {
      throw new RowProblem(
          column, text, "found " + text.length() + " characters, expected at most " + most);
    }
    return text;
  }

  /** The number in a cell; null: the cell is empty. */
  @Nullable PhoneNumber phone(Header header, Row row, String column) throws RowProblem {
    String text = header.cell(row, column);
    if (text.isEmpty()) {
      return null;
    }
    PhoneNumbers.Reading reading = read.computeIfAbsent(text, numbers::read);
    PhoneNumber number = reading.number();
    if (number == null) {
      throw new RowProblem(
          column, text, reading.problem() + "; expected a number such as (202) 555-0100");
    }
    return number;
  }

  /** The number in a cell; empty: none, or it cannot be read. */
  Optional<PhoneNumber> number(Header header, Row row, String column) {
    String text = header.cell(row, column);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(read.computeIfAbsent(text, numbers::read).number());
  }

  /** An ISO date (its first moment) or date-time in a cell; null: the cell is empty. */
  @Nullable Instant time(Header header, Row row, String column) throws RowProblem {
    String text = header.cell(row, column);
    if (text.isEmpty()) {
      return null;
    }
    try {
      String iso = text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) +", "$1T");
      if (iso.length() == 10) {
        return LocalDate.parse(iso).atStartOfDay(zone).toInstant();
      }
      return iso.matches(".*(Z|z|[+-]\\d\\d(:?\\d\\d)?)$") && iso.indexOf('T') > 0
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new RowProblem(
          column, text, "no date, expected one such as 2026-01-31 or 2026-01-31T18:00");
    }
  }

  /** 64 bits of a hash of what makes a row the same as another. */
  static long hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return java.nio.ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
