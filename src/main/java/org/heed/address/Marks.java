package org.heed.address;

import java.util.regex.Pattern;

/** What comes along with a copied text and nobody sees. */
public final class Marks {
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F"
              + "\\uFFA0\\uFFFC\\x{E0100}-\\x{E01EF}]");
  private static final Pattern SPACES = Pattern.compile("[\\p{Z}&&[^ ]]");

  private Marks() {}

  /**
   * Without marks of direction, byte order marks, soft hyphens, spaces of no width and their like;
   * spaces of all widths are spaces. For what is an identifier: in a text such marks may matter.
   */
  public static String without(String text) {
    return text.chars().allMatch(c -> c < 0x80)
        ? text
        : SPACES.matcher(UNSEEN.matcher(text).replaceAll("")).replaceAll(" ").strip();
  }
}
