package org.heed.people;

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

  private WrittenId() {}

  /** What ids have in common that may be one. */
  static String key(String id) {
    String plain = plain(id);
    String digits = digits(plain);
    String key = digits.length() >= LEAST_DIGITS ? digits : plain;
    return key.length() > LONGEST ? key.substring(0, LONGEST) : key;
  }

  /** Whether a table tool has left of an id what is read as a number: {@code 9.01E+08}. */
  static boolean isShortened(String id) {
    return SHORTENED.matcher(MARKS.matcher(id).replaceAll("")).matches();
  }

  /** Without what a table tool or a person puts around an id. */
  private static String plain(String id) {
    String text = MARKS.matcher(Normalizer.normalize(id, Normalizer.Form.NFKC)).replaceAll("");
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

  /** Whether two ids of one key differ by letters on one side alone, or by marks in between. */
  static boolean mayBe(String one, String other) {
    return isDigits(one) || isDigits(other) || bare(plain(one)).equals(bare(plain(other)));
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
