package org.heed.chain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the chain ended at some time: whoever has it outside finds out what was changed before.
 *
 * @param position of its last link; 0: there was none
 * @param hash of that link, or its first 16 digits or more
 */
public record Head(long position, String hash) {
  private static final Pattern TYPED = Pattern.compile("(\\d{1,18}):([0-9a-f]{16,64})");
  private static final int BRIEF = 16;

  /** As it stands in a mail; blanks and hyphens do not matter. Empty: it is no head. */
  public static Optional<Head> read(String typed) {
    Matcher found = TYPED.matcher(typed.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", ""));
    return found.matches()
        ? Optional.of(new Head(Long.parseLong(found.group(1)), found.group(2)))
        : Optional.empty();
  }

  /** As it is typed. */
  public String text() {
    return position + ":" + hash;
  }

  /** As people compare it: the position and 16 digits in fours. */
  public String brief() {
    return position + ": " + hash.substring(0, BRIEF).replaceAll("(.{4})(?=.)", "$1 ");
  }

  /** Whether it is of this link, or of the beginning. */
  public boolean isOf(Head other) {
    return position == other.position && other.hash.startsWith(hash);
  }
}
