package org.heed.consent;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.settings.ConsentSettings;
import org.heed.settings.ConsentSettings.PlainRefusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Replies a person has to look at (L3). One that took hold is open until the hold ends, another
 * until it is dismissed or somebody has decided about its phone after it.
 */
@Component
public class ReviewList {
  private static final int DAYS = 10;
  private static final int PAGE = 500;
  static final String REPLIES = "from review r left join phone f on f.number = r.number where ";
  static final String IS_OPEN =
      """
      r.dismissed_at is null and (r.hold_state = 'HOLD' or (r.hold_state is null
        and (f.sms_status is null or f.sms_status <> 'DISABLED')
        and not exists (select 1 from consent_event e
          where e.number = r.number and e.occurred_at >= r.replied_at)))
      """;
  private static final String OPEN_ONES = REPLIES + IS_OPEN;
  static final String COLUMNS =
      """
      select r.id, r.sid, r.number, r.sender, r.body, r.replied_at, r.due_on, r.reads_as,
        r.hold_state, (select min(p.student_id) from listing l join person p on p.id = l.person_id
          where l.number = r.number) as student_id
      """;
  private static final String OPEN =
      COLUMNS
          + OPEN_ONES
          + " and (r.due_on > ? or (r.due_on = ? and r.id > ?))"
          + " order by r.due_on, r.id fetch first 500 rows only";
  private static final String ONE = COLUMNS + OPEN_ONES + " and r.id = ?";
  private static final String OF_REPLIES =
      COLUMNS + OPEN_ONES + " and r.sid in (:sids) order by r.due_on, r.id";
  private static final String OF_NUMBERS =
      COLUMNS + OPEN_ONES + " and r.number in (:numbers) order by r.replied_at desc, r.id desc";
  private static final String ADD =
      """
      insert into review (sid, number, sender, body, replied_at, due_on, reads_as, person_id)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String COUNT = "select count(*) " + OPEN_ONES;
  private static final String OVERDUE = COUNT + " and r.due_on < ?";
  private static final String ON_HOLD = "select count(*) from review where hold_state = 'HOLD'";
  private static final String PLAIN =
      "select id from review where sid in (:sids) and reads_as <> 'LOOKS_LIKE'";
  private static final String BLOCKED =
      "select id from review where sid in (:sids) and reads_as = 'BLOCKED'";
  private static final String UNREAD =
      "select id, sid, body from review where reads_as is null order by id limit 500";
  private static final String READ = "update review set reads_as = ? where id = ?";
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final LedgerTable phones;
  private final Holds holds;
  private final Institution institution;
  private final Clock clock;
  private final Set<LocalDate> holidays;
  private final boolean takesHold;

  ReviewList(
      JdbcTemplate jdbc,
      LedgerTable phones,
      Holds holds,
      Institution institution,
      Clock clock,
      ConsentSettings properties) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.phones = phones;
    this.holds = holds;
    this.institution = institution;
    this.clock = clock;
    this.holidays = new HashSet<>(properties.holidays());
    this.takesHold = properties.plainRefusal() == PlainRefusal.HOLD;
  }

  /**
   * A reply as the gateway has it.
   *
   * @param from E.164, or the address that tells no phone
   * @param sender it was sent to; empty: no number
   * @param personId whom the text it answers was for; null: not known
   */
  public record Reply(
      String sid,
      String from,
      String sender,
      String body,
      Instant at,
      Refusal reading,
      @Nullable Long personId) {}

  /**
   * A reply that waits for staff.
   *
   * @param from E.164, or the address that tells no phone
   * @param dueOn the last day to decide
   * @param studentId of somebody who lists the phone; null: nobody does
   * @param onHold whether messages go by email until it is decided
   */
  public record Entry(
      long id,
      String sid,
      String from,
      @Nullable String studentId,
      String sender,
      String body,
      Instant repliedAt,
      LocalDate dueOn,
      Refusal reading,
      boolean onHold) {

    /** The phone it came from; null: the address does not tell. */
    public @Nullable PhoneNumber phone() {
      return PhoneNumber.isE164(from) ? new PhoneNumber(from) : null;
    }
  }

  /**
   * Lists replies, each at most once, and takes hold for plain ones, in the caller's transaction.
   *
   * @return those that are open: nobody has decided about their phones since
   */
  public List<Entry> add(Collection<Reply> replies) {
    if (replies.isEmpty()) {
      return List.of();
    }
    phones.addPhones(
        replies.stream()
            .map(Reply::from)
            .filter(PhoneNumber::isE164)
            .map(PhoneNumber::new)
            .toList());
    jdbc.batchUpdate(ADD, replies.stream().map(this::row).toList());
    List<String> sids = replies.stream().map(Reply::sid).toList();
    // What a carrier says is no reply, and no setting about replies lets it be texted again.
    takeHold(named.queryForList(takesHold ? PLAIN : BLOCKED, Map.of("sids", sids), Long.class));
    return entries(sids);
  }

  /**
   * Reads what was listed before readings were told apart, and ends the holds that the person has
   * ended since; in the caller's transaction.
   */
  public void bringUpToDate() {
    for (int found = PAGE; found == PAGE; ) {
      List<String> sids = new ArrayList<>();
      List<Object[]> read = new ArrayList<>();
      jdbc.query(
          UNREAD,
          row -> {
            Refusal reading = Refusals.read(row.getString(3)).orElse(Refusal.LOOKS_LIKE);
            read.add(new Object[] {reading.name(), row.getLong(1)});
            sids.add(row.getString(2));
          });
      jdbc.batchUpdate(READ, read);
      if (takesHold) {
        takeHold(
            entries(sids).stream()
                .filter(entry -> entry.reading().isPlain())
                .map(Entry::id)
                .toList());
      }
      found = read.size();
    }
    holds.heedWhatWasSaidSince();
  }

  /** At most 500 open entries after one, those due first; null: from the first. */
  public List<Entry> open(@Nullable Entry after) {
    LocalDate due = after == null ? FIRST : after.dueOn();
    return jdbc.query(
        OPEN,
        (row, n) -> read(row),
        Date.valueOf(due),
        Date.valueOf(due),
        after == null ? 0 : after.id());
  }

  /** The open ones of these numbers, latest first. */
  public List<Entry> of(Collection<String> numbers) {
    return numbers.isEmpty()
        ? List.of()
        : named.query(OF_NUMBERS, Map.of("numbers", numbers), (row, n) -> read(row));
  }

  /** How many are open. */
  public long count() {
    return count(jdbc.queryForObject(COUNT, Long.class));
  }

  /** How many are open whose last day is over. */
  public long overdue() {
    return count(jdbc.queryForObject(OVERDUE, Long.class, Date.valueOf(today())));
  }

  /** How many have taken hold that has not ended. */
  public long onHold() {
    return count(jdbc.queryForObject(ON_HOLD, Long.class));
  }

  /** Whether an entry's last day is over. */
  public boolean isOverdue(Entry entry) {
    return entry.dueOn().isBefore(today());
  }

  /** One open entry. */
  Optional<Entry> one(long id) {
    return jdbc.query(ONE, (row, n) -> read(row), id).stream().findFirst();
  }

  /** Whatever files and staff say meanwhile: they could not know (L4). */
  private void takeHold(List<Long> ids) {
    if (!ids.isEmpty()) {
      holds.take(ids);
      holds.heedWhatWasSaidSince();
    }
  }

  private List<Entry> entries(List<String> sids) {
    return sids.isEmpty()
        ? List.of()
        : named.query(OF_REPLIES, Map.of("sids", sids), (row, n) -> read(row));
  }

  private @Nullable Object[] row(Reply reply) {
    LocalDate said = LocalDate.ofInstant(reply.at(), institution.zone());
    return new @Nullable Object[] {
      reply.sid(),
      reply.from(),
      reply.sender(),
      reply.body(),
      Times.utc(reply.at()),
      Date.valueOf(BusinessDays.after(said, DAYS, holidays)),
      reply.reading().name(),
      reply.personId()
    };
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), institution.zone());
  }

  private static long count(@Nullable Long counted) {
    return counted == null ? 0 : counted;
  }

  static Entry read(ResultSet row) throws SQLException {
    Refusal reading = PhoneBook.refusal(row.getString("reads_as"));
    return new Entry(
        row.getLong("id"),
        row.getString("sid"),
        row.getString("number"),
        row.getString("student_id"),
        row.getString("sender"),
        row.getString("body"),
        Times.at(row, "replied_at"),
        row.getDate("due_on").toLocalDate(),
        reading == null ? Refusal.LOOKS_LIKE : reading,
        "HOLD".equals(row.getString("hold_state")));
  }
}
