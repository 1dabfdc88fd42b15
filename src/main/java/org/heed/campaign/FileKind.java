package org.heed.campaign;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a file is, told by its header: the first that fits of campaign, consent, people. */
enum FileKind {
  PEOPLE,
  CONSENT,
  CAMPAIGN;

  static final List<String> PHONES =
      List.of("mobile_phone", "home_phone", "work_phone", "other_phone");

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

  /** The kind of a file with these columns; empty: none. */
  static Optional<FileKind> of(Set<String> columns) {
    if (columns.contains("message") || columns.contains("template")) {
      return Optional.of(CAMPAIGN);
    }
    if (columns.contains("sms_status")) {
      return Optional.of(CONSENT);
    }
    return columns.contains("student_id") && PHONES.stream().anyMatch(columns::contains)
        ? Optional.of(PEOPLE)
        : Optional.empty();
  }
}
