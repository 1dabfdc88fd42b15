package org.heed.consent;

import java.util.regex.Pattern;

/**
 * Whether a text is what somebody says who wants no more texts, and not an office's own: offices
 * too write of stopping, unsubscribing and wrong numbers, but of {@code you} and how it is done.
 */
public final class SpokenRefusal {
  /** What takes more than one text is hardly a reply. */
  private static final int LONGEST = 160;

  private static final int FEW_WORDS = 4;

  private static final Pattern SPEAKER =
      Pattern.compile(
          " (?:me|my|mine|i|im|ive|us|mi|mis|yo|soy|quiero|deseo|moi|mon|je|jai|nous|toi|minh|em"
              + "|con|chau|m(?:envo|ecri|appel|inscri|enlev)\\S{1,9}|\\S{1,9}(?:arme|enme|eme)) "
              + "|[我咱나저내제]|(?:ني|رقمي|هاتفي|انا|اني) ");

  private static final Pattern HOW_IT_IS_DONE =
      Pattern.compile(
          " (?:you will|youll|you ll|from us|use the|and drive) "
              + "| (?:reply|text|send|respond|type|txt) (?:stop|wrong|no|remove|baja|arret) | if "
              + "| (?:responda|repondez|dites|tra loi|ارسل) |回复|회신");

  private SpokenRefusal() {}

  /** Whether it is, as far as its words tell: one in 100 of an office's texts about it is too. */
  public static boolean is(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    String plain = PlainText.of(text);
    boolean aboutSpeaker =
        SPEAKER.matcher(plain).find()
            || (text.indexOf(':') < 0 && plain.strip().split(" ", -1).length <= FEW_WORDS);
    return aboutSpeaker && !HOW_IT_IS_DONE.matcher(plain).find() && Refusals.isPlain(text, plain);
  }
}
