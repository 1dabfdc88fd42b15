package org.heed.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heed.address.Marks;

/**
 * Replies whose own words are STOP or another single no, and no keyword for what a phone or a
 * person has put beside them (L3): a signature, our own words or number, a mark of editing.
 */
final class WholeNoes {
  private static final int LONGEST = 500;

  private static final String WORD =
      "(?:[s$5]top(?: ?(?:all|stop|now|please))?|unsubscribe|opt ?out|arr[eê]t|退订|退訂|수신거부|إيقاف)";

  /** {@code STOP (edited)}, {@code STOP +12025550100}, {@code Edited to "STOP"}. */
  private static final Pattern ALONE =
      Pattern.compile(
          "(?:edited to |i |[a-z]{0,2}\\d{3,10} )?(?:(?:reply|replying|replied|text|texting|txt) )?"
              + WORD
              + "(?: edited)?(?: \\d[\\d ]{4,15})?");

  /** Said as a whole reply. */
  private static final Set<String> SAID = said();

  private static final Pattern SIGNS =
      Pattern.compile(
          "[\u26D4\\x{1F6AB}\\x{1F645}\\x{1F595}\\x{1F515}][\\p{So}\\p{Sk}\\p{Cf}\\p{Mn}\\s]*");
  private static final Pattern QUOTED = Pattern.compile("[\"“«„「][^\"”“»」]{1,300}[\"”“»」]");
  private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}$]+");
  private static final Pattern BLANK_LINE = Pattern.compile("\\R[ \\t]*\\R");

  private WholeNoes() {}

  private static Set<String> said() {
    try (InputStream file = WholeNoes.class.getResourceAsStream("refusals/whole.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a reply is one. */
  static boolean is(String body) {
    if (body.length() > LONGEST || body.indexOf('@') >= 0) {
      return false;
    }
    String text = Normalizer.normalize(Marks.without(body), Normalizer.Form.NFKC).strip();
    String plain = plain(text);
    if (SIGNS.matcher(body.strip()).matches() || SAID.contains(plain)) {
      return true;
    }
    String last = text.substring(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
    return Stream.of(
                plain,
                plain(BLANK_LINE.split(text, 2)[0]),
                plain(QUOTED.matcher(text).replaceAll(" ")))
            .anyMatch(own -> ALONE.matcher(own).matches())
        || last.strip().equals("STOP");
  }

  private static String plain(String text) {
    return OTHERS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }
}
