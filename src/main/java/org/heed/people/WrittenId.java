package org.heed.people;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Student ids as people and table tools write them. */
final class WrittenId {
  private static final int LONGEST = 64;
  // Shorter ones are shared by many ids of letters and digits.
  private static final int LEAST_DIGITS = 4;
  private static final Pattern MARKS =
      Pattern.compile("[\\p{Cf}\\p{Cc}\\p{Z}\\s'\"`\u00B4=\u2018\u2019]");
  private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:[.,]\\d{3})+");
  private static final Pattern DECIMALS = Pattern.compile("(?<=\\d)[.,]0+$");
  private static final Pattern LABEL =
      Pattern.compile("^(?:student|person|user)?(?:id|no|nr|number|num)?(?=[#.:-]*\\d)[#.:-]*");
  private static final Pattern AROUND =
      Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}]+$");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]");
  private static final Pattern ZEROS = Pattern.compile("^0+(?=.)");
  private static final Pattern SHORTENED =
      Pattern.compile("\\d+(?:[.,]\\d*[eE][+-]?|[eE][+-])\\d+");

  // Table tools keep so many digits; of ids with two more few have these in common.
  private static final int KEPT_DIGITS = 15;
  private static final int MOST_DIGITS = 17;

  /** Letters of Cyrillic and Greek, and those of Latin that look the same. */
  private static final String LOOKS = "АВЕЅІЈКМНОРСТУХасеорхуіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";

  private static final String LATIN = "ABESIJKMHOPCTYXaceopxyijsABEZHIKMNOPTYXo";
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
  private static final Pattern DAY_FIRST =
      Pattern.compile("^0?(\\d{1,2})" + MONTH + "(?:(?:20)?\\d\\d)?$");
  private static final Pattern MONTH_FIRST = Pattern.compile("^" + MONTH + "0?(\\d{1,2})$");
  private static final Pattern DAY =
      Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.](?:20)?\\d\\d|20\\d\\d-(\\d\\d)-(\\d\\d)");

  /** The first of a month, which a table tool makes of {@code OCT12}. */
  private static final Pattern FIRST_OF_MONTH =
      Pattern.compile("(\\d{1,2})[-/.]0?1[-/.](?:20)?(\\d\\d)|20(\\d\\d)-(\\d\\d)-01");

  private static final Pattern PARTS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}.-]+");
  private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");
  private static final Pattern FRACTION = Pattern.compile("(\\d+)[.,](\\d*?)0*");
  private static final Pattern DOMAIN = Pattern.compile("^\\w+\\\\(?=.)");
  private static final Pattern INNER_O = Pattern.compile("(?<=\\d)o|o(?=\\d)");
  private static final Pattern INNER_ZEROS = Pattern.compile("(?<=\\p{L})0+(?=\\d)");
  private static final Pattern ADDRESS = Pattern.compile("([^@]+)@[^@]+");

  /** Marks beside a letter: those between digits tell ids apart. */
  private static final Pattern BESIDE_LETTER =
      Pattern.compile("(?<=\\p{L})[^\\p{L}\\p{M}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}]+(?=\\p{L})");

  private static final Pattern POWER = Pattern.compile("\\d{1,9}(?:[.,]\\d{1,9})?e[+]?\\d{1,2}");

  private WrittenId() {}

  /** What ids have in common that may be one. */
  static String key(String id) {
    String loose = loose(id);
    String digits = digits(loose);
    String key = digits.length() >= LEAST_DIGITS ? digits : loose;
    if (digits.length() > KEPT_DIGITS) {
      key =
          digits.length() <= MOST_DIGITS
              ? digits.substring(0, KEPT_DIGITS)
              : String.valueOf(Double.parseDouble(digits));
    }
    return key.length() > LONGEST ? key.substring(0, LONGEST) : key;
  }

  /** The keys of the known ids that an id may be: its own, and those of what it may have been. */
  static Set<String> keys(String id) {
    Set<String> keys = new LinkedHashSet<>(Set.of(key(id)));
    Matcher month = FIRST_OF_MONTH.matcher(plain(id));
    if (month.matches()) {
      keys.add(
          month.group(1) == null
              ? day(Integer.parseInt(month.group(4)), month.group(3))
              : day(Integer.parseInt(month.group(1)), month.group(2)));
    }
    return keys;
  }

  /** The keys of the ids that a cell may hold beside something else: {@code Z2010/2026}. */
  static Set<String> parts(String id) {
    return PARTS
        .splitAsStream(id)
        .filter(part -> digits(part).length() >= LEAST_DIGITS)
        .map(WrittenId::key)
        .collect(Collectors.toSet());
  }

  /** Without marks in between; what a table tool takes for a day or a power as it rewrites that. */
  private static String loose(String id) {
    String plain = plain(id);
    if (POWER.matcher(plain).matches()) {
      return new BigDecimal(plain.replace(',', '.')).stripTrailingZeros().toPlainString();
    }
    Matcher day = DAY.matcher(plain);
    if (day.matches()) {
      return day.group(1) == null
          ? day(Integer.parseInt(day.group(3)), day.group(4))
          : day(Integer.parseInt(day.group(1)), day.group(2));
    }
    Matcher fraction = FRACTION.matcher(plain);
    String bare = fraction.matches() ? fraction.group(1) + fraction.group(2) : bare(plain);
    Matcher named = DAY_FIRST.matcher(bare);
    if (named.matches()) {
      return day(month(named.group(2)), named.group(1));
    }
    named = MONTH_FIRST.matcher(bare);
    return named.matches()
        ? day(month(named.group(1)), named.group(2))
        : INNER_ZEROS.matcher(INNER_O.matcher(bare).replaceAll("0")).replaceAll("");
  }

  private static int month(String name) {
    return MONTHS.indexOf(name) / 3 + 1;
  }

  /** As the digits of {@code 12-05} are, from which a table tool makes a day. */
  private static String day(int month, String day) {
    return "%d%02d".formatted(month, Integer.parseInt(day));
  }

  /** Whether a table tool has left of an id what is read as a number: {@code 9.01E+08}. */
  static boolean isShortened(String id) {
    return SHORTENED.matcher(MARKS.matcher(id).replaceAll("")).matches();
  }

  /** Without what a table tool or a person puts around an id. */
  private static String plain(String id) {
    String text = MARKS.matcher(Normalizer.normalize(id, Normalizer.Form.NFKC)).replaceAll("");
    text =
        DIGIT
            .matcher(text)
            .replaceAll(d -> String.valueOf(Character.digit(d.group().codePointAt(0), 10)));
    text = DOMAIN.matcher(text).replaceFirst("");
    for (int i = 0; i < LOOKS.length(); i++) {
      text = text.replace(LOOKS.charAt(i), LATIN.charAt(i));
    }
    text =
        AROUND
            .matcher(LABEL.matcher(text.toLowerCase(Locale.ROOT)).replaceFirst(""))
            .replaceAll("");
    if (POWER.matcher(text).matches()) {
      return text;
    }
    text = BESIDE_LETTER.matcher(ADDRESS.matcher(text).replaceFirst("$1")).replaceAll("");
    text = THOUSANDS.matcher(text).matches() ? bare(text) : DECIMALS.matcher(text).replaceFirst("");
    return ZEROS.matcher(text).replaceFirst("");
  }

  private static String bare(String text) {
    return BETWEEN.matcher(text).replaceAll("");
  }

  /** Whether two ids differ only by what a table tool or a person puts around one. */
  static boolean isSame(String one, String other) {
    return plain(one).equals(plain(other));
  }

  /** Whether two ids of one key differ by what stands around one, or is rewritten. */
  static boolean mayBe(String written, String known) {
    String loose = loose(written);
    String less = loose(known);
    if (loose.length() > KEPT_DIGITS && isDigits(written) && isDigits(known)) {
      String kept = less.substring(0, KEPT_DIGITS) + "0".repeat(less.length() - KEPT_DIGITS);
      return loose.equals(kept) || Double.parseDouble(loose) == Double.parseDouble(less);
    }
    return isDigits(written)
        || isDigits(known)
        || keys(written).contains(less)
        || loose.startsWith(less)
        || loose.endsWith(less)
        || less.startsWith(loose)
        || less.endsWith(loose);
  }

  private static String digits(String plain) {
    StringBuilder digits = new StringBuilder();
    plain.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
    return ZEROS.matcher(digits).replaceFirst("");
  }

  private static boolean isDigits(String id) {
    String plain = plain(id);
    return plain.length() == digits(plain).length();
  }
}
