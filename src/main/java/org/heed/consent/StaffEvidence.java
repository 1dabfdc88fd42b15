package org.heed.consent;

import org.heed.address.Institution;
import org.jspecify.annotations.Nullable;

/** What the ledger keeps of a decision of staff: whose it was, and the reply it follows (L4). */
final class StaffEvidence {
  private static final String STAFF = "staff ";
  private static final String OVERRIDE = ", override";
  private static final String CONFIRMED = ", confirmed by ";
  private static final String WRONG_NUMBER = ", a wrong number";
  private static final String AFTER = ", after the reply ";

  private StaffEvidence() {}

  static String of(String by, boolean override) {
    return STAFF + by + (override ? OVERRIDE : "");
  }

  /** The same with the reply, its time and its words; the words stand last, as they may be cut. */
  static String of(String by, ReviewList.Entry reply, Institution institution) {
    return STAFF
        + by
        + AFTER
        + reply.sid()
        + " of "
        + institution.local(reply.repliedAt())
        + " from "
        + reply.from()
        + ": "
        + reply.body();
  }

  /** What of a wrong number is like: none of those who list the phone has said it. */
  static final String OF_WRONG_NUMBER = "reply %" + WRONG_NUMBER + CONFIRMED + "%";

  /** Of a reply that a person has read as a refusal. */
  static String confirmed(ReviewList.Entry reply, String by) {
    return (reply.reading() == Refusal.BLOCKED ? "text " : "reply ")
        + reply.sid()
        + (reply.reading() == Refusal.WRONG_NUMBER ? WRONG_NUMBER : "")
        + CONFIRMED
        + by;
  }

  /** Who read a reply as a refusal; null: it needed nobody. */
  static @Nullable String confirmer(String evidence) {
    int at = evidence.indexOf(CONFIRMED);
    return at < 0 ? null : evidence.substring(at + CONFIRMED.length());
  }

  /** The name in it. */
  static String name(String evidence) {
    String name = evidence.startsWith(STAFF) ? evidence.substring(STAFF.length()) : evidence;
    int after = name.indexOf(AFTER);
    String alone = after < 0 ? name : name.substring(0, after);
    return alone.endsWith(OVERRIDE)
        ? alone.substring(0, alone.length() - OVERRIDE.length())
        : alone;
  }
}
