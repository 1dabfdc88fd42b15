package org.heed.consent;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a reply that is no keyword reads like a refusal or a wrong number (L3). It changes
 * nothing by itself: a person looks at it, so in doubt it does.
 */
public final class Refusals {
  private static final List<Shapes> LANGUAGES =
      Stream.of("en", "es", "fr", "zh", "ko", "vi", "ar").map(Shapes::of).toList();

  /** What a phone sends for a tap on our text, in the languages of phones: a word and the text. */
  private static final Pattern REACTION =
      Pattern.compile(
          "(?i)^(removed .{1,30} from|liked|loved|disliked|laughed at|emphasi[sz]ed|questioned"
              + "|reacted .{1,20} to|\\S{1,12}\\s+to|[^\"“«„「]{1,40}) ?[“«„「].*[”»“」]\\s*$"
              + "|^(liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{1,20} to)"
              + " [\"“].*",
          Pattern.DOTALL);

  /** Somebody says who they are not, by a name; a name is told by its capital alone. */
  private static final Pattern OTHER_NAME =
      Pattern.compile(
          "(?:^|.{0,60}[.,!?;:\\s]\\s*)(?i:i['’]?m not|i am not|no soy|je ne suis pas)\\s+"
              + "(?!(?i:american|canadian|mexican|catholic|christian|muslim|jewish|hispanic|latin))"
              + "\\p{Lu}\\p{Ll}{1,20}(?:\\s\\p{Lu}\\p{Ll}{1,20}){0,2}\\s{0,3}(?:[.,!;].{0,160})?",
          Pattern.DOTALL);

  private static final Pattern QUOTED = Pattern.compile("(?m)^\\s*>.*$|^on .+ wrote:\\s*[\\s\\S]*");
  private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+|\\bhttps?://\\S+|@\\w+");

  /** What has a word of refusal in it and is none. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          words(
              "(do not|don'?t|never|can'?t|cannot|won'?t|non|no|not)[ -]?stop(?! (text|mess|send))",
              "(bus|pit|full|last|next|first|one|train|short|whistle)[ -]stop(s)?( is.*)?",
              "stop (by|in|at|over|sign|light|and|here|there)",
              "stop, drop",
              "reply stop to opt out",
              "in the end|end of|when does it end",
              "cancel (my|the|your)?"
                  + " ?(appointment|class|order|meeting|registration|reservation|room)",
              "(class|exam|event|lecture) (is )?cancel+ed"));

  private static final Pattern REFUSAL =
      Pattern.compile(
          "🛑|"
              + words(
                  "stop+(all|me|it)?\\d*",
                  "\\d+ ?stop",
                  "s[ .]t[ .]o[ .]p\\.?|st op|sto p|stpo|stahp|st[óò]p",
                  "стоп|停止|arr[eê]te[rz]?|alto|para|parar|basta|halt|aufhören",
                  "stop+(all|me)? \\w+",
                  "(quit|cease|end|cancel)"
                      + " (it|this|that|these|all|text\\w*|mess\\w*|send\\w*|contact\\w*|sub\\w*|alert\\w*|notif\\w*)",
                  "please (cancel|end|quit|remove|delete)",
                  "unsub\\w*",
                  "opt\\w*( me)?[ -]out|optout|opting out",
                  "revok\\w*",
                  "remove( me| my.*| this.*)?$|remove me|take me off|delete (me|my)",
                  "(lose|forget|delete) (my|this) number",
                  "(do not|don'?t|dont|never|no more|quit|no longer)( \\w+){0,2}"
                      + " (text|texts|texting|message|messages|messaging|contact|contacting|call|calling|bother|bothering|send|sending|spam)("
                      + " \\w+)*",
                  "no more",
                  "leave me alone|go away|fuck\\w* off|piss off|get lost|shut up",
                  "wrong (number|person|phone|guy|girl|student|num|#)|wrong ?#|(this is )?not my"
                      + " (number|phone)",
                  "you have the wrong|not the (person|one) you|you('?ve| have) got the wrong",
                  "(no longer|not|never( was| been)?) (a|an)?"
                      + " ?(student|enrolled|attend\\w*|employee|employed)",
                  "(don'?t|do not|no longer) (go|attend|work|study) (here|there|to)",
                  "(never|didn'?t|did not) (sign(ed)?"
                      + " up|register(ed)?|agree\\w*|consent\\w*|ask\\w* for)",
                  "who gave you (my|this) number|how did you get (my|this) number",
                  "not interested|i refuse",
                  "spam\\w*|harass\\w*|lawyer|attorney|sue you|fcc|tcpa|report (you|this)"));

  private Refusals() {}

  /** How a reply that is no keyword reads; empty: as no refusal. */
  public static Optional<Refusal> read(String body) {
    if (REACTION.matcher(body.strip()).matches()) {
      return Optional.empty();
    }
    String plain = PlainText.of(body);
    List<Refusal> readings =
        LANGUAGES.stream().map(shapes -> shapes.read(plain)).flatMap(Optional::stream).toList();
    return readings.stream()
        .filter(Refusal::isPlain)
        .findFirst()
        .or(() -> isOtherName(body) ? Optional.of(Refusal.WRONG_NUMBER) : Optional.empty())
        .or(() -> readings.stream().findFirst())
        .or(() -> looksLikeOne(body) ? Optional.of(Refusal.LOOKS_LIKE) : Optional.empty());
  }

  private static boolean isOtherName(String body) {
    return OTHER_NAME.matcher(body.strip()).matches();
  }

  private static boolean looksLikeOne(String body) {
    String text =
        Normalizer.normalize(body, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replace('’', '\'')
            .strip();
    if (REACTION.matcher(text).matches()) {
      return false;
    }
    text = QUOTED.matcher(text).replaceAll(" ");
    text = ADDRESS.matcher(text).replaceAll(" ");
    text = HARMLESS.matcher(text).replaceAll(" ");
    return REFUSAL.matcher(text.strip()).find();
  }

  /** Any of these, as whole words. */
  private static String words(String... patterns) {
    return "(?<![\\p{L}\\p{N}])(?:" + String.join("|", List.of(patterns)) + ")(?![\\p{L}\\p{N}])";
  }
}
