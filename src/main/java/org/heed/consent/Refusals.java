package org.heed.consent;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a reply that is no keyword reads like a refusal or a wrong number (L3): by the shapes.
 * What has none but is like known refusals is for a person to look at.
 */
public final class Refusals {
  private static final List<Shapes> LANGUAGES =
      Stream.of("en", "es", "fr", "zh", "ko", "vi", "ar").map(Shapes::of).toList();

  private static final Likeness KNOWN = Likeness.of("known.weights");

  /** Of near misses that it had not learned from, one in 30 came to as much. */
  static final double LISTED = 2;

  /** What it has learned from is short. */
  private static final int MOST_WORDS = 40;

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
              + "(?!(?i:american|canadian|mexican|catholic|christian|muslim|jewish|hispanic|latin"
              + "|(?:mr|mrs|ms|dr|prof)\\b\\.?\\s\\S+['’]s))"
              + "\\p{Lu}\\p{Ll}{1,20}(?:\\s\\p{Lu}\\p{Ll}{1,20}){0,2}\\s{0,3}(?:[.,!;].{0,160})?",
          Pattern.DOTALL);

  private Refusals() {}

  /** How a reply that is no keyword reads; empty: as no refusal. */
  public static Optional<Refusal> read(String body) {
    if (isReaction(body)) {
      return Optional.empty();
    }
    String plain = PlainText.of(body);
    List<Refusal> readings = readings(plain);
    return plainest(body, readings)
        .or(() -> readings.stream().findFirst())
        .or(() -> isLikeKnown(plain) ? Optional.of(Refusal.LOOKS_LIKE) : Optional.empty());
  }

  /**
   * Whether it reads like one without any doubt.
   *
   * @param plain the body as {@link PlainText} has it
   */
  static boolean isPlain(String body, String plain) {
    return !isReaction(body) && plainest(body, readings(plain)).isPresent();
  }

  private static List<Refusal> readings(String plain) {
    return LANGUAGES.stream().map(shapes -> shapes.read(plain)).flatMap(Optional::stream).toList();
  }

  private static Optional<Refusal> plainest(String body, List<Refusal> readings) {
    return readings.stream()
        .filter(Refusal::isPlain)
        .findFirst()
        .or(() -> isOtherName(body) ? Optional.of(Refusal.WRONG_NUMBER) : Optional.empty());
  }

  private static boolean isReaction(String body) {
    return REACTION.matcher(body.strip()).matches();
  }

  private static boolean isLikeKnown(String plain) {
    return KNOWN.score(plain) > LISTED
        && plain.chars().filter(letter -> letter == ' ').count() <= MOST_WORDS
        && LANGUAGES.stream().noneMatch(shapes -> shapes.isHarmless(plain));
  }

  private static boolean isOtherName(String body) {
    return OTHER_NAME.matcher(body.strip()).matches();
  }
}
