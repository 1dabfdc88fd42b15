package org.heed.consent;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Replies a person has to look at (L3). One is open until it is dismissed, or until somebody has
 * decided about its phone after it.
 */
@Component
public class ReviewList {
  private static final int DAYS = 10;
  private static final String OPEN_ONES =
      """
      from review r join phone f on f.number = r.number
      where r.dismissed_at is null and f.sms_status <> 'DISABLED'
        and not exists (select 1 from consent_event e
          where e.number = r.number and e.occurred_at >= r.replied_at)
      """;
  private static final String ADD =
      """
      insert into review (sid, number, sender, body, replied_at, due_on) values (?, ?, ?, ?, ?, ?)
      """;
  private static final String OPEN =
      """
      select r.id, r.number, r.sender, r.body, r.replied_at, r.due_on,
        (select min(p.student_id) from listing l join person p on p.id = l.person_id
          where l.number = r.number) as student_id
      """
          + OPEN_ONES
          + " and (r.due_on > ? or (r.due_on = ? and r.id > ?))"
          + " order by r.due_on, r.id fetch first 500 rows only";
  private static final String COUNT = "select count(*) " + OPEN_ONES;
  private static final String OVERDUE = COUNT + " and r.due_on < ?";
  private static final String DISMISS =
      """
      update review set dismissed_at = ?, staff = ?, reason = ?
      where id = ? and dismissed_at is null
      """;
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

  private final JdbcTemplate jdbc;
  private final Institution institution;
  private final Clock clock;
  private final Set<LocalDate> holidays;

  ReviewList(
      JdbcTemplate jdbc, Institution institution, Clock clock, ConsentProperties properties) {
    this.jdbc = jdbc;
    this.institution = institution;
    this.clock = clock;
    this.holidays = new HashSet<>(properties.holidays());
  }

  /** A reply as the gateway has it. */
  public record Reply(String sid, PhoneNumber from, String sender, String body, Instant at) {}

  /**
   * A reply that waits for staff.
   *
   * @param dueOn the last day to decide
   * @param studentId of somebody who lists the phone; null: nobody does
   */
  public record Entry(
      long id,
      PhoneNumber phone,
      @Nullable String studentId,
      String sender,
      String body,
      Instant repliedAt,
      LocalDate dueOn) {}

  /** Lists replies, each at most once, in the caller's transaction. */
  public void add(Collection<Reply> replies) {
    jdbc.batchUpdate(
        ADD,
        replies.stream()
            .map(
                reply ->
                    new Object[] {
                      reply.sid(),
                      reply.from().e164(),
                      reply.sender(),
                      reply.body(),
                      reply.at().atOffset(ZoneOffset.UTC),
                      Date.valueOf(
                          BusinessDays.after(
                              LocalDate.ofInstant(reply.at(), institution.zone()), DAYS, holidays))
                    })
            .toList());
  }

  /**
   * At most 500 open entries after one, those due first before the others; null: from the first.
   */
  public List<Entry> open(@Nullable Entry after) {
    LocalDate due = after == null ? FIRST : after.dueOn();
    return jdbc.query(
        OPEN,
        (row, n) -> read(row),
        Date.valueOf(due),
        Date.valueOf(due),
        after == null ? 0 : after.id());
  }

  /** How many are open. */
  public long count() {
    return count(jdbc.queryForObject(COUNT, Long.class));
  }

  /** How many are open whose last day is over. */
  public long overdue() {
    return count(jdbc.queryForObject(OVERDUE, Long.class, Date.valueOf(today())));
  }

  /** Whether an entry's last day is over. */
  public boolean isOverdue(Entry entry) {
    return entry.dueOn().isBefore(today());
  }

  /**
   * Takes one off the list: it was no refusal.
   *
   * @return false: there is no such entry, or it was dismissed before
   */
  public boolean dismiss(long id, String by, String reason) {
    OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    return jdbc.update(DISMISS, now, by, reason, id) > 0;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), institution.zone());
  }

  private static long count(@Nullable Long counted) {
    return counted == null ? 0 : counted;
  }

  private static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("id"),
        new PhoneNumber(row.getString("number")),
        row.getString("student_id"),
        row.getString("sender"),
        row.getString("body"),
        row.getObject("replied_at", OffsetDateTime.class).toInstant(),
        row.getDate("due_on").toLocalDate());
  }
}
