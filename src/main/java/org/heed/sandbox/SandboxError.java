package org.heed.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as the API says it.
 *
 * @param code Twilio's
 * @param status HTTP's
 */
record SandboxError(int code, int status, String words) {
  static final SandboxError UNSUBSCRIBED =
      new SandboxError(21610, 400, "Attempt to send to unsubscribed recipient");
  static final SandboxError NOT_FOUND =
      new SandboxError(20404, 404, "The requested resource was not found");
  static final SandboxError NOT_ALLOWED = new SandboxError(20004, 405, "Method not allowed");
  static final SandboxError NOT_AUTHENTICATED = new SandboxError(20003, 401, "Authenticate");
  static final SandboxError FAILED = new SandboxError(20500, 500, "An internal error");

  private static final Map<String, SandboxError> TEST_NUMBERS =
      Map.of(
          "+15005550001", refused(21211, "The 'To' number is not a valid phone number"),
          "+15005550002", refused(21612, "The 'To' number is not reachable from this sender"),
          "+15005550003", refused(21408, "The region of the 'To' number is not enabled"),
          "+15005550004", UNSUBSCRIBED,
          "+15005550009", refused(21614, "The 'To' number is not a mobile number"));

  /** What a test number is refused with; null: none of them. */
  static @Nullable SandboxError testNumber(String to) {
    return TEST_NUMBERS.get(to);
  }

  /** What is wrong with a message that is to be created; null: nothing. */
  static @Nullable SandboxError of(String from, String to, String body, String validity) {
    if (to.isEmpty()) {
      return refused(21604, "A 'To' phone number is required");
    }
    if (from.isEmpty()) {
      return refused(21603, "A 'From' phone number is required");
    }
    if (from.equals("+15005550007")) {
      return refused(21606, "The 'From' phone number is not a valid sender of this account");
    }
    if (!isNumber(from)) {
      return refused(21212, "The 'From' number is not a valid phone number");
    }
    if (!isNumber(to)) {
      return refused(21211, "The 'To' number is not a valid phone number");
    }
    if (body.isEmpty()) {
      return refused(21602, "A message body is required");
    }
    if (body.length() > 1600) {
      return refused(21617, "The message body exceeds the 1600 character limit");
    }
    if (!validity.matches("|[1-9]\\d{0,4}")
        || (validity.length() == 5 && validity.compareTo("36000") > 0)) {
      return refused(21624, "The validity period has to be 1 to 36000 seconds");
    }
    return null;
  }

  static SandboxError refused(int code, String words) {
    return new SandboxError(code, 400, words);
  }

  static boolean isNumber(String text) {
    return text.matches("\\+[1-9]\\d{6,14}");
  }

  /** As the API writes it. */
  record Json(int code, String message, String moreInfo, int status) {}

  Json json() {
    return new Json(code, words, "https://www.twilio.com/docs/errors/" + code, status);
  }
}
