package org.heed.words;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;

/** Which of the names there are somebody meant. */
public final class Nearest {
  private Nearest() {}

  /** The one that is most like a typed name. */
  public static String of(String typed, Collection<String> known) {
    String plain = plain(typed);
    return Collections.min(known, Comparator.comparingInt(name -> letters(plain, plain(name))));
  }

  /** Without case, dashes and list positions. */
  public static String plain(String name) {
    return name.replaceAll("[-_]|\\[(\\d+|n)]", "").toLowerCase(Locale.ROOT);
  }

  /** How many letters have to be taken away and put in to make one of the other. */
  public static int letters(String one, String other) {
    int[] common = new int[other.length() + 1];
    for (int i = 0; i < one.length(); i++) {
      int before = 0;
      for (int j = 0; j < other.length(); j++) {
        int above = common[j + 1];
        common[j + 1] = one.charAt(i) == other.charAt(j) ? before + 1 : Math.max(above, common[j]);
        before = above;
      }
    }
    return one.length() + other.length() - 2 * common[other.length()];
  }
}
