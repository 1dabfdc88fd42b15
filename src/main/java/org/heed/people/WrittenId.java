package org.heed.people;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

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
  private static final String MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
  private static final Pattern DAY_FIRST = Pattern.compile("^0?(\\d{1,2})" + MONTH + "$");
  private static final Pattern MONTH_FIRST = Pattern.compile("^" + MONTH + "0?(\\d{1,2})$");
  private static final Pattern POWER = Pattern.compile("\\d{1,9}e\\d{1,2}");

  private WrittenId() {}

  /** What ids have in common that may be one. */
  static String key(String id) {
    String loose = loose(id);
    String digits = digits(loose);
    String key = digits.length() >= LEAST_DIGITS ? digits : loose;
    if (digits.length() > KEPT_DIGITS && digits.length() <= MOST_DIGITS) {
      key = digits.substring(0, KEPT_DIGITS);
    }
    return key.length() > LONGEST ? key.substring(0, LONGEST) : key;
  }

  /** Without marks in between; what a table tool takes for a day or a power as it rewrites that. */
  private static String loose(String id) {
    String bare = bare(plain(id));
    if (POWER.matcher(bare).matches()) {
      return new BigDecimal(bare).toPlainString();
    }
    return DAY_FIRST.matcher(MONTH_FIRST.matcher(bare).replaceFirst("$1$2")).replaceFirst("$2$1");
  }

  /** Whether a table tool has left of an id what is read as a number: {@code 9.01E+08}. */
  static boolean isShortened(String id) {
    return SHORTENED.matcher(MARKS.matcher(id).replaceAll("")).matches();
  }

  /** Without what a table tool or a person puts around an id. */
  private static String plain(String id) {
    String text = MARKS.matcher(Normalizer.normalize(id, Normalizer.Form.NFKC)).replaceAll("");
    for (int i = 0; i < LOOKS.length(); i++) {
      text = text.replace(LOOKS.charAt(i), LATIN.charAt(i));
    }
    text =
        AROUND
            .matcher(LABEL.matcher(text.toLowerCase(Locale.ROOT)).replaceFirst(""))
            .replaceAll("");
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

  /** Whether two ids of one key differ by letters on one side alone, or by what is rewritten. */
  static boolean mayBe(String one, String other) {
    return isDigits(one) || isDigits(other) || loose(one).equals(loose(other));
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
