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

  /** Of plain noes: how like those that say that the number is somebody else's. */
  private static final Likeness ANOTHERS = Likeness.of("anothers.weights");

  /** As like known refusals as this is one, whatever its shape. */
  static final double HELD = 0.9;

  /** As like them as this is one without any of the words that noes are made of. */
  static final double SURE = 2.5;

  static final double LISTED = -0.5;

  /** As unlike known refusals as this is for a person to look at, whatever its shape. */
  private static final double DOUBTED = 0;

  /** What it has learned from is short. */
  private static final int MOST_WORDS = 60;

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
    if (WholeNoes.is(body)) {
      return Optional.of(Refusal.NO_MORE);
    }
    if (isReaction(body)) {
      return Optional.empty();
    }
    String plain = PlainText.of(body);
    List<Refusal> readings = readings(plain);
    Optional<Refusal> shaped = plainest(body, readings).or(() -> readings.stream().findFirst());
    return plain.chars().filter(letter -> letter == ' ').count() > MOST_WORDS
        ? shaped
        : weighed(plain, shaped);
  }

  /** What the shapes say, unless its likeness to known refusals is clear to the contrary. */
  private static Optional<Refusal> weighed(String plain, Optional<Refusal> shaped) {
    double likeness = KNOWN.score(plain);
    if (shaped.filter(Refusal::isPlain).isPresent()) {
      return likeness < DOUBTED ? Optional.of(Refusal.LOOKS_LIKE) : shaped;
    }
    boolean mayBeNo = Meanings.mayBeNo(plain);
    if (likeness > (mayBeNo ? HELD : SURE)) {
      return Optional.of(ANOTHERS.score(plain) > 0 ? Refusal.WRONG_NUMBER : Refusal.NO_MORE);
    }
    if (likeness <= (mayBeNo ? LISTED : HELD)) {
      return shaped;
    }
    return LANGUAGES.stream().anyMatch(shapes -> shapes.isHarmless(plain))
        ? shaped
        : Optional.of(Refusal.LOOKS_LIKE);
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

  private static boolean isOtherName(String body) {
    return OTHER_NAME.matcher(body.strip()).matches();
  }
}
