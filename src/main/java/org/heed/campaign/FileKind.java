package org.heed.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.heed.address.PhoneType;

/** What a file is, told by its header: the first that fits of campaign, consent, people. */
enum FileKind {
  PEOPLE,
  CONSENT,
  CAMPAIGN;

  /** Every column with a meaning; tells delimiters apart. */
  static final Set<String> KNOWN =
      Set.of(
          "student_id",
          "first_name",
          "last_name",
          "email",
          "mobile_phone",
          "home_phone",
          "work_phone",
          "other_phone",
          "phone",
          "from",
          "message",
          "template",
          "subject",
          "send_after",
          "notify",
          "if_unknown",
          "sms_status",
          "reason",
          "at");

  /** The column that lists a phone of this type: {@code mobile_phone}. */
  static String column(PhoneType type) {
    return type.name().toLowerCase(Locale.ROOT) + "_phone";
  }

  /** The kind of a file with these columns; empty: none. */
  static Optional<FileKind> of(Set<String> columns) {
    if (columns.contains("message") || columns.contains("template")) {
      return Optional.of(CAMPAIGN);
    }
    if (columns.contains("sms_status")) {
      return Optional.of(CONSENT);
    }
    return columns.contains("student_id")
            && Arrays.stream(PhoneType.values()).map(FileKind::column).anyMatch(columns::contains)
        ? Optional.of(PEOPLE)
        : Optional.empty();
  }
}
