package org.heed.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Tells letters that were read in a wrong encoding from what people write. */
final class Mojibake {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /** What may stand behind any letter, and what besides behind most. */
  private static final String PUNCTUATION = "’‘”“…—–»›\u00A0";

  private static final String AFTER_MOST = "šžœŠŽŒŸƒªº™®©°";

  /** Letters of the Mac and of DOS, as Windows shows them: signs and capitals within a word. */
  private static final Pattern OLD =
      Pattern.compile(
          "\\p{L}\\p{Ll}[ŠŒŽŸ]|\\p{Lu}[ŠŒŽŸ]\\p{Ll}|\\p{L}[‡ˆ‰‹›˜†‚„]\\p{Ll}|\\p{L}[‡ˆ‰˜‚„](?!\\p{L})"
              + "|\\p{Ll}[¤¡¢£Õ]\\p{Ll}");

  /** UTF-8 that the Mac or DOS has read. */
  private static final Pattern TWICE_BY_OTHERS =
      Pattern.compile(
          "\\p{L}√\\P{ASCII}|√\\P{ASCII}\\p{L}|‚Ä\\P{ASCII}|[├┬]\\P{ASCII}|ÔÇ\\P{ASCII}");

  /** Other alphabets, as Windows shows them where it writes Western letters. */
  private static final Pattern OTHER_ALPHABET =
      Pattern.compile(
          "[À-ÖØ-öø-ÿ]{4}|(?=[¤-ÿ]{0,5}[À-ÿ])[¤-ÿ]{6}|(?:[‚ƒ][^\\s\\p{Ll}]){2}|£[à-öø-ÿ]|\\p{Ll}[¼¾]"
              // Latin-9, whose signs are letters and the euro.
              + "|¤|\\p{L}½|(?<![\\p{L}\\p{N}])½[ui]\\p{L}|\\p{L}[¦¨¸]\\p{L}"
              // UTF-8 as Oracle and Java write it.
              + "|í[\\xA0-\\xAF].í[\\xB0-\\xBF].|[ÀÁ][\\xA1-\\xBF&&[^«»·]]");

  private Mojibake() {}

  /** What is wrong with a text, for people; null: nothing. */
  static @Nullable String problem(String text) {
    if (plain(text)) {
      return null;
    }
    if (text.indexOf('\uFFFD') >= 0) {
      return Phrases.of("cell.unreadable");
    }
    if (twice(text) || TWICE_BY_OTHERS.matcher(text).find()) {
      return Phrases.of("cell.encoded.twice");
    }
    if (old(text)) {
      return Phrases.of("cell.encoding.old");
    }
    return OTHER_ALPHABET.matcher(text).find() ? Phrases.of("cell.encoding.other") : null;
  }

  /** Whether there are letters of the Mac or of DOS in a text read as Windows-1252. */
  static boolean old(String text) {
    return OLD.matcher(text).find();
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean twice(String text) {
    for (int i = 0; i < text.length(); i++) {
      int lead = unit(text, i);
      int tails = lead < 0xC2 || lead == 0xDF ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
      if (tails > 0 && lead < 0xF5 && character(text, i, tails) && !written(text, i, tails, lead)) {
        return true;
      }
    }
    return false;
  }

  private static boolean character(String text, int at, int tails) {
    byte[] bytes = new byte[tails + 1];
    for (int i = 0; i <= tails; i++) {
      int unit = unit(text, at + i);
      if (i > 0 && (unit < 0x80 || unit > 0xBF)) {
        return false;
      }
      bytes[i] = (byte) unit;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Whether people write this: {@code AMANHÃ…}, {@code „Spaß“}, {@code Úžasný}. */
  private static boolean written(String text, int at, int tails, int lead) {
    boolean most = lead >= 0xC6 && lead < 0xF0;
    for (int i = at + 1; i <= at + tails; i++) {
      char c = text.charAt(i);
      if (PUNCTUATION.indexOf(c) < 0 && !(most && AFTER_MOST.indexOf(c) >= 0)) {
        return false;
      }
    }
    int end = at + tails + 1;
    boolean goesOn =
        end < text.length() && Character.isLetter(text.charAt(end)) && text.charAt(end - 1) != '’';
    return lead >= 0xC6 || (!goesOn && (at == 0 || !Character.isLowerCase(text.charAt(at - 1))));
  }

  /** The byte that Windows-1252, or Latin-1, reads as this character; -1: none. */
  private static int unit(String text, int at) {
    if (at >= text.length()) {
      return -1;
    }
    char c = text.charAt(at);
    if (c < 0x100) {
      return c;
    }
    byte[] bytes = String.valueOf(c).getBytes(WINDOWS);
    return bytes[0] == '?' ? -1 : bytes[0] & 0xFF;
  }
}
