package org.heed.consent;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Marks;

/**
 * Reads a reply as a keyword (L2): the whole reply has to be one. Case, surrounding space, quotes,
 * punctuation and emoji do not matter.
 */
public final class Keywords {
  private static final List<String> OPT_OUT =
      List.of(
          "STOP",
          "STOPALL",
          "STOP ALL",
          "QUIT",
          "END",
          "CANCEL",
          "UNSUBSCRIBE",
          "OPTOUT",
          "OPT OUT",
          "REVOKE",
          "ARRET",
          "ARRÊT",
          "TD",
          "BAJA",
          "PARE",
          "ALTO",
          "DETENER",
          "CANCELAR",
          "退订",
          "退訂",
          "取消",
          "그만",
          "수신거부",
          "수신 거부",
          "HUỶ",
          "HỦY",
          "إيقاف");
  private static final List<String> OPT_IN = List.of("START", "UNSTOP");
  private static final List<String> NOES =
      List.of("NO", "N", "NOPE", "NOT", "NEVER", "OFF", "NON", "NEIN", "OUT", "LEAVE", "REMOVE");
  // Also vowel marks and the stretching of Arabic, which many leave out.
  private static final Pattern LEFT_OUT =
      Pattern.compile("[\\p{Cc}\\x{0640}\\x{064B}-\\x{0652}\\x{0670}&&[^\\s]]");
  private static final Pattern ALEF = Pattern.compile("[أإآٱ]");
  private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

  /** A question, a quotation, a hesitation or a sign of no. */
  private static final Pattern DOUBT =
      Pattern.compile(
          "[?\u00BF\u061F>\u2753\u2754\u26D4\u274C\u274E\u2716\u270B\\x{1F6D1}\\x{1F6AB}\\x{1F91A}"
              + "\\x{1F44E}\\x{1F595}\\x{1F645}\\x{1F644}\\x{1F914}\\x{1F612}\\x{1F620}\\x{1F621}\\x{1F92C}]"
              + "|\\.{2}|\u2026");

  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}\\p{Pd}_]+");

  private final Map<String, Keyword> words = new HashMap<>();

  /**
   * @param optOut words that turn texts off, beside the known ones
   * @param optIn words that turn texts on, beside the known ones
   * @throws ConfigurationProblem for a word that is none, or that says both
   */
  public Keywords(Collection<String> optOut, Collection<String> optIn) {
    words.put("YES", Keyword.YES);
    OPT_OUT.forEach(word -> words.put(normal(word), Keyword.OPT_OUT));
    OPT_IN.forEach(word -> words.put(word, Keyword.OPT_IN));
    add("heed.consent.opt-out-keywords", optOut, Keyword.OPT_OUT);
    add("heed.consent.opt-in-keywords", optIn, Keyword.OPT_IN);
  }

  /**
   * What the reply says. The words that turn texts on undo a no: a question, a quotation or a sign
   * beside one says something else.
   */
  public Keyword read(String body) {
    Keyword keyword = words.getOrDefault(normal(body), Keyword.NONE);
    return keyword != Keyword.OPT_OUT && DOUBT.matcher(body).find() ? Keyword.NONE : keyword;
  }

  /** Whether it is a word that turns texts on, and something beside it. */
  public boolean mayBeOptIn(String body) {
    return read(body) == Keyword.NONE && words.containsKey(normal(body));
  }

  private void add(String property, Collection<String> given, Keyword meaning) {
    for (String word : given) {
      String normal = normal(word);
      if (normal.isEmpty() || normal.equals("TRUE") || normal.equals("FALSE")) {
        throw new ConfigurationProblem(
            property + ": found " + word + ", expected a word; write NO, OFF or ON in quotes");
      }
      if (meaning == Keyword.OPT_IN && NOES.contains(normal)) {
        throw new ConfigurationProblem(
            property + ": found " + word + ", which says no, expected a word that says yes");
      }
      Keyword known = words.putIfAbsent(normal, meaning);
      boolean same = known == null || known == meaning;
      if (!same && !(known == Keyword.YES && meaning == Keyword.OPT_IN)) {
        throw new ConfigurationProblem(
            property + ": found " + word + ", which means the opposite already");
      }
    }
  }

  private static String normal(String body) {
    String text = Normalizer.normalize(Marks.without(body), Normalizer.Form.NFKC);
    text = LEFT_OUT.matcher(text).replaceAll("");
    text = ALEF.matcher(text).replaceAll("ا");
    text = AROUND.matcher(text).replaceAll("");
    return BETWEEN.matcher(text).replaceAll(" ").toUpperCase(Locale.ROOT);
  }
}
