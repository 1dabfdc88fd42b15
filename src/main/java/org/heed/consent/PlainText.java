package org.heed.consent;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A reply as the shapes see it: small letters without accents, {@code " word word , word ? "}. What
 * it quotes, addresses, quotation marks, emoji and invisible marks are gone.
 */
final class PlainText {
  private static final Pattern QUOTED =
      Pattern.compile("(?m)^[ \\t]{0,9}>.{0,1600}$|^on .{1,200} wrote:[\\s\\S]{0,1600}");
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,200}|\\bhttps?://\\S{1,400}|(?<!\\S)@\\w{1,64}");
  private static final Pattern MARKS = Pattern.compile("[\\p{Mn}\\p{Cf}\\x{0640}\\x{1160}]");
  private static final Pattern APOSTROPHES = Pattern.compile("(?<=\\p{L})['’‘ʼ`´](?=\\p{L})");
  private static final Pattern SPELLED =
      Pattern.compile("(?<![\\p{L}\\p{N}])\\p{L}(?:[ .*_-]\\p{L}){3,14}(?![\\p{L}\\p{N}])");
  private static final Pattern BETWEEN = Pattern.compile("[ .*_-]");
  private static final Pattern DRAWN_OUT = Pattern.compile("([a-z])\\1{2,1600}");
  private static final Pattern QUESTION = Pattern.compile("[?؟]{1,1600}");
  private static final Pattern CLAUSE =
      Pattern.compile("[.,;:!…\\n\\r()\\[\\]。、，；：！،؛¡—–|]{1,1600}|(?<=\\s)-(?=\\s)");
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N},?#]{1,1600}");

  private static final Pattern WORD_BY_WORD = Pattern.compile("[^ ,]{1,30}(?: , [^ ,]{1,30}){2,9}");
  private static final Pattern EDGES = Pattern.compile("^[ ,]{1,1600}|[ ,]{1,1600}$");

  private PlainText() {}

  static String of(String body) {
    String text = Normalizer.normalize(body, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    text = Normalizer.normalize(MARKS.matcher(text).replaceAll(""), Normalizer.Form.NFKC);
    text = QUOTED.matcher(text.strip()).replaceAll(" ");
    if (text.indexOf('@') >= 0 || text.contains("http")) {
      // At each letter of a text without one it would look as far as the word goes.
      text = ADDRESS.matcher(text).replaceAll(" ");
    }
    text = text.replace('đ', 'd').replace('ى', 'ي').replace('ة', 'ه').replace('ٱ', 'ا');
    text = APOSTROPHES.matcher(text).replaceAll("");
    text = SPELLED.matcher(text).replaceAll(one -> BETWEEN.matcher(one.group()).replaceAll(""));
    text = DRAWN_OUT.matcher(text).replaceAll("$1");
    text = QUESTION.matcher(text).replaceAll(" ? ");
    text = CLAUSE.matcher(text).replaceAll(" , ");
    text = text.replace("#", " # ").replace("🛑", " stopsign ");
    text = OTHER.matcher(text).replaceAll(" ");
    text = EDGES.matcher(text).replaceAll("");
    return " " + (WORD_BY_WORD.matcher(text).matches() ? text.replace(" , ", " ") : text) + " ";
  }
}
