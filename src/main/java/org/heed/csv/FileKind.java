package org.heed.csv;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.heed.address.PhoneType;

/** What a file is, told by its header: the first that fits of campaign, consent, cancel, people. */
public enum FileKind {
  PEOPLE,
  CONSENT,
  CAMPAIGN,
  CANCEL;

  /** On what a consent rests (E4); the last four say something beside the first one only. */
  private static final Set<String> OF_BASIS =
      Set.of("basis", "source", "wording", "captured_at", "captured_by");

  private static final Set<String> OF_PEOPLE =
      withBasis(
          "student_id",
          "first_name",
          "last_name",
          "email",
          "mobile_phone",
          "home_phone",
          "work_phone",
          "other_phone");
  private static final Set<String> OF_CONSENT =
      withBasis("phone", "student_id", "sms_status", "reason", "at");
  private static final Set<String> OF_CANCEL = Set.of("cancel", "reason");

  /** What else the opt-out export has, which is such a file. */
  private static final Set<String> OF_EXPORT =
      Set.of(
          "first_name",
          "last_name",
          "email",
          "phone_type",
          "opted_out_at",
          "recorded_at",
          "learned_from",
          "sender",
          "error_code",
          "error",
          "evidence",
          "has_new_phone");

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
          "if_unknown",
          "urgent");

  /** The columns that have a meaning in such a file. */
  public Set<String> columns() {
    return switch (this) {
      case PEOPLE -> OF_PEOPLE;
      case CONSENT -> OF_CONSENT;
      case CAMPAIGN -> OF_CAMPAIGN;
      case CANCEL -> OF_CANCEL;
    };
  }

  private static Set<String> withBasis(String... columns) {
    Set<String> all = new HashSet<>(OF_BASIS);
    all.addAll(Arrays.asList(columns));
    return Set.copyOf(all);
  }

  /** Whether a column is one of those that say on what a consent rests. */
  static boolean isOfBasis(String column) {
    return OF_BASIS.contains(column);
  }

  /** The columns that are known to be of no use in such a file. */
  Set<String> ignored() {
    return this == CONSENT ? OF_EXPORT : Set.of();
  }

  /** The column that lists a phone of this type: {@code mobile_phone}. */
  public static String column(PhoneType type) {
    return type.name().toLowerCase(Locale.ROOT) + "_phone";
  }

  /** Whether these are the columns of a file of people. */
  static boolean isOfPeople(Set<String> columns) {
    return columns.contains("student_id")
        && Arrays.stream(PhoneType.values()).map(FileKind::column).anyMatch(columns::contains);
  }
}
