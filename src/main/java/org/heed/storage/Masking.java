package org.heed.storage;

import java.util.regex.Pattern;

/** Takes phone numbers out of log lines: the first two characters and the last two digits stay. */
final class Masking {
  private static final Pattern NUMBER =
      Pattern.compile("\\+\\d{7,15}|(?<![\\w.-])1?[2-9]\\d{9}(?![\\w.])");

  private Masking() {}

  static String mask(String text) {
    return NUMBER
        .matcher(text)
        .replaceAll(
            found -> {
              String number = found.group();
              return number.substring(0, 2) + "******" + number.substring(number.length() - 2);
            });
  }
}
