package org.heed.chart;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.storage.Where;

/**
 * The rows of the message report as pictures count them, with no more joined than filters need. The
 * report's view is not asked: a database that materialises it takes minutes and much memory.
 *
 * @param from the tables, with {@code where}
 * @param sender the column with the sender's number
 * @param values of the filters
 */
record Attempts(String from, String sender, List<Object> values) {
  private static final Pattern COLUMN = Pattern.compile("[a-z_]+");
  private static final String STUDENT =
      "(select p.student_id from person p where p.id = m.person_id)";
  private static final Map<String, String> OF_ATTEMPTS =
      Map.of(
          "student_id", STUDENT,
          "destination", "v.destination",
          "attempted_at", "v.attempted_at",
          "queued_at", "m.queued_at",
          "error_code", "v.error_code",
          "error", "v.error",
          "sender", "m.sender",
          "campaign", "c.name",
          "status", "v.status",
          "channel", "v.channel");
  private static final Map<String, String> OF_MESSAGES =
      Map.of(
          "student_id", STUDENT,
          "destination", "m.destination",
          "attempted_at", "cast(null as timestamp(6) with time zone)",
          "queued_at", "m.queued_at",
          "error_code", "cast(null as integer)",
          "error", "m.error",
          "sender", "m.sender",
          "campaign", "c.name",
          "status", "m.status",
          "channel", "m.channel");

  /** Attempts, as {@code v}. */
  static Attempts of(Where where, Standing standing) {
    String filters = named(where, OF_ATTEMPTS);
    String joins =
        filters.isEmpty()
            ? ""
            : " join message m on m.id = v.message_id join campaign c on c.id = m.campaign_id";
    return new Attempts(
        "from attempt v" + joins + " where " + standing.of("v") + filters,
        filters.isEmpty() ? "v.sender" : "m.sender",
        where.values());
  }

  /** Messages that failed before anything was tried, as {@code m}. */
  static Attempts never(Where where) {
    return new Attempts(
        """
        from message m join campaign c on c.id = m.campaign_id
        where %s and c.accepted_at is not null and not exists (
          select 1 from attempt v where v.message_id = m.id and %s)
        """
                .formatted(Standing.in(MessageStatus.FAILED).of("m"), Standing.BEGUN.of("v"))
            + named(where, OF_MESSAGES),
        "m.sender",
        where.values());
  }

  private static String named(Where where, Map<String, String> names) {
    return COLUMN
        .matcher(where.sql())
        .replaceAll(
            word -> Matcher.quoteReplacement(names.getOrDefault(word.group(), word.group())));
  }
}
