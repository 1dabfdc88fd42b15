package org.heed.csv;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.address.EmailAddress;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sha256;
import org.heed.words.DateOrder;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.heed.words.WrittenTime;
import org.jspecify.annotations.Nullable;

/** Reads cells of all kinds of files alike. */
public final class Cells {
  private static final int CACHE = 4096;
  private static final int LONGEST_CACHED = 40;
  private static final int MOST_NUMBERS = 500;
  private static final int LEAST_DIGITS = 9;
  private static final Pattern NO_NUMBER =
      Pattern.compile("[^\\d\\s().+\\u00A0\\p{Pd}]+|\\R| {2,}");

  private static final Pattern PLAIN = Pattern.compile("(?:[!-~]++ ?)*+(?<! )");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}&&[^\u200D]]");
  private static final Pattern SINGLE_QUOTES = Pattern.compile("[\u2018-\u201B\u2032]");
  private static final Pattern QUOTES = Pattern.compile("[\u201C-\u201F\u2033]");
  private static final Pattern DASHES = Pattern.compile("[\u2010-\u2015\u2212]");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  /** As many digits as a number of North America has. */
  private static final int NATIONAL = 10;

  private static final Pattern NO_DIGIT = Pattern.compile("\\D+");

  /** {@code 312-555-0110 or 0111}. */
  private static final Pattern LAST_DIGITS =
      Pattern.compile(
          "(?iu)(?:\\b(?:or|and|o|y|ou|et|oder|und)\\b|[/,;&|])\\s*(\\d{2,4})(?!\\d|[\\s().-]*\\d)");

  private static final int FIRST_YEAR = 1990;
  private static final int LAST_YEAR = 2100;

  private final PhoneNumbers numbers;
  private final ZoneId zone;
  private final Function<String, DateOrder> orders;
  private final Map<String, PhoneNumbers.Reading> read =
      new LinkedHashMap<>(CACHE, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PhoneNumbers.Reading> eldest) {
          return size() > CACHE;
        }
      };

  public Cells(PhoneNumbers numbers, ZoneId zone, Table table) {
    this(numbers, zone, table::order);
  }

  Cells(PhoneNumbers numbers, ZoneId zone, Function<String, DateOrder> orders) {
    this.orders = orders;
    this.numbers = numbers;
    this.zone = zone;
  }

  public static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** A cell of one line, at most so long. */
  public String limited(Header header, Row row, String column, int most) throws RowProblem {
    String text = oneLine(header.cell(row, column));
    if (text.length() > most) {
      throw new RowProblem(column, text, Phrases.of("row.long", text.length(), most));
    }
    return text;
  }

  /** Line breaks and what else does not print become a space. */
  public static String oneLine(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        ? text
        : text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  /** The number in a cell; null: the cell is empty. */
  public @Nullable PhoneNumber phone(Header header, Row row, String column) throws RowProblem {
    String text = header.cell(row, column);
    if (text.isEmpty()) {
      return null;
    }
    PhoneNumbers.Reading reading = reading(text);
    PhoneNumber number = reading.number();
    if (number == null) {
      throw new RowProblem(
          column,
          text,
          Phrases.of(
              header.has("message") || header.has("template") ? "row.phone.or.email" : "row.phone",
              reading.problem()));
    }
    return number;
  }

  /** The number in a cell; empty: none, or it cannot be read. */
  public Optional<PhoneNumber> number(Header header, Row row, String column) {
    String text = header.cell(row, column);
    return text.isEmpty() ? Optional.empty() : Optional.ofNullable(reading(text).number());
  }

  /** The numbers in a cell that is no single one: {@code 312-555-0110 / 312-555-0111 (home)}. */
  public Set<PhoneNumber> numbersIn(Header header, Row row, String column) {
    Set<PhoneNumber> found = new LinkedHashSet<>();
    for (String part : NO_NUMBER.split(Words.begin(header.cell(row, column), MOST_NUMBERS), -1)) {
      PhoneNumber number = part.isBlank() ? null : reading(part.strip()).number();
      if (number != null) {
        found.add(number);
      } else {
        for (String word : part.strip().split("\\s+|(?=\\+)", -1)) {
          if (word.length() >= LEAST_DIGITS && reading(word).number() != null) {
            found.add(Objects.requireNonNull(reading(word).number()));
          }
        }
      }
    }
    if (found.isEmpty()) {
      for (String digits : NO_DIGIT.split(header.cell(row, column), -1)) {
        for (int at = 0; digits.length() % NATIONAL == 0 && at < digits.length(); at += NATIONAL) {
          PhoneNumber number = reading(digits.substring(at, at + NATIONAL)).number();
          Optional.ofNullable(number).ifPresent(found::add);
        }
      }
    }
    if (found.size() == 1) {
      String first = found.iterator().next().e164();
      Matcher other = LAST_DIGITS.matcher(header.cell(row, column));
      while (other.find()) {
        String digits = other.group(1);
        String number = first.substring(0, first.length() - digits.length()) + digits;
        Optional.ofNullable(reading(number).number()).ifPresent(found::add);
      }
    }
    return found;
  }

  /** The address in a cell as a mail server takes it; null: the cell is empty. */
  public @Nullable String email(Header header, Row row) throws RowProblem {
    String text = header.cell(row, "email");
    if (text.isEmpty()) {
      return null;
    }
    EmailAddress.Reading reading = EmailAddress.read(text);
    EmailAddress address = reading.address();
    if (address == null) {
      throw new RowProblem("email", text, Phrases.of("row.email", reading.problem()));
    }
    return address.toString();
  }

  private PhoneNumbers.Reading reading(String text) {
    return text.length() > LONGEST_CACHED
        ? numbers.read(text)
        : read.computeIfAbsent(text, numbers::read);
  }

  /**
   * A date (its first moment) or date-time in a cell, as {@link WrittenTime} reads it in the
   * column's order; null: the cell is empty.
   */
  public @Nullable Instant time(Header header, Row row, String column) throws RowProblem {
    String text = header.cell(row, column);
    if (text.isEmpty()) {
      return null;
    }
    DateOrder order = orders.apply(column);
    if (order.isEither(text)) {
      throw new RowProblem(column, text, Phrases.of("row.date.either"));
    }
    try {
      Instant time = WrittenTime.read(text, order, zone).at();
      int year = time.atZone(zone).getYear();
      if (year >= FIRST_YEAR && year <= LAST_YEAR) {
        return time;
      }
    } catch (DateTimeException e) {
      throw new RowProblem(column, text, Phrases.of("row.date"));
    }
    throw new RowProblem(column, text, Phrases.of("row.date.far", FIRST_YEAR, LAST_YEAR));
  }

  /** A text as it counts when it is compared: a Mac writes é as two characters. */
  public static String composed(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /**
   * A text as it counts when it is compared with another: programs change the kind of its spaces,
   * quotes and dashes, and add marks nobody sees.
   */
  public static String sameWords(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    String plain = UNSEEN.matcher(composed(text)).replaceAll("");
    plain = QUOTES.matcher(SINGLE_QUOTES.matcher(plain).replaceAll("'")).replaceAll("\"");
    plain = DASHES.matcher(plain.replace("\u2026", "...")).replaceAll("-");
    return SPACES.matcher(plain).replaceAll(" ").strip();
  }

  /** 64 bits of a hash of what makes a row the same as another. */
  public static long hash(String... parts) {
    MessageDigest digest = Sha256.digest();
    for (String part : parts) {
      digest.update(composed(part).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return java.nio.ByteBuffer.wrap(digest.digest()).getLong();
  }
}
