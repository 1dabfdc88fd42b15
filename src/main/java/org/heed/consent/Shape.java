package org.heed.consent;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A shape ready to be looked for.
 *
 * @param line where it stands in its file
 * @param needs of each of these a text that has the shape has at least one word, so that most texts
 *     need not be searched; the one with the fewest words first
 */
record Shape(Kind kind, int line, Pattern pattern, List<Set<String>> needs) {
  enum Kind {
    /** Says no whatever else a reply says. */
    SURELY,
    /** Reads like a refusal and is none: not looked at any more. */
    NOT,
    WRONG,
    NO,
    /** May be one: for a person to look at. */
    LOOKS
  }

  /** Whether it is worth searching a text with these words. */
  boolean mayBeIn(Set<String> words) {
    for (Set<String> need : needs) {
      if (Collections.disjoint(words, need)) {
        return false;
      }
    }
    return true;
  }
}
