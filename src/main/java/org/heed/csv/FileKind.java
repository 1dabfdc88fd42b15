package org.heed.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.heed.address.PhoneType;

/** What a file is, told by its header: the first that fits of campaign, consent, cancel, people. */
public enum FileKind {
  PEOPLE,
  CONSENT,
  CAMPAIGN,
  CANCEL;

  private static final Set<String> OF_PEOPLE =
      Set.of(
          "student_id",
          "first_name",
          "last_name",
          "email",
          "mobile_phone",
          "home_phone",
          "work_phone",
          "other_phone");
  private static final Set<String> OF_CONSENT =
      Set.of("phone", "student_id", "sms_status", "reason", "at");
  private static final Set<String> OF_CANCEL = Set.of("cancel", "reason");
  private static final Set<String> OF_CAMPAIGN =
      Set.of(
          "student_id",
          "phone",
          "email",
          "first_name",
          "last_name",
          "from",
          "message",
          "template",
          "subject",
          "send_after",
          "notify",
          "if_unknown");

  /** The columns that are of an opt-out list or a log, though the file is told as a campaign. */
  static List<String> clashing(Set<String> columns) {
    return of(columns).filter(CAMPAIGN::equals).isPresent()
        ? ListColumns.among(columns)
        : List.of();
  }

  /** The columns that have a meaning in such a file. */
  public Set<String> columns() {
    return switch (this) {
      case PEOPLE -> OF_PEOPLE;
      case CONSENT -> OF_CONSENT;
      case CAMPAIGN -> OF_CAMPAIGN;
      case CANCEL -> OF_CANCEL;
    };
  }

  /** Whether a column has a meaning in a file of any kind; tells delimiters apart. */
  static boolean known(String column) {
    return Arrays.stream(values()).anyMatch(kind -> kind.columns().contains(column));
  }

  /** The column that lists a phone of this type: {@code mobile_phone}. */
  public static String column(PhoneType type) {
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
    if (columns.contains("cancel")) {
      return Optional.of(CANCEL);
    }
    return columns.contains("student_id")
            && Arrays.stream(PhoneType.values()).map(FileKind::column).anyMatch(columns::contains)
        ? Optional.of(PEOPLE)
        : Optional.empty();
  }
}
