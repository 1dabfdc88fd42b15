package org.heed.report;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.Times;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Marks what no report has shown yet. Neither times nor ids say what is new, because a row can
 * become visible after one that is later by both; a mark is given to what is visible and has none.
 * So nothing is skipped, however late it is committed, and nothing gets two. One report at a time.
 */
@Component
class ReportMarks {
  private static final long PAGE = 5_000;
  private static final String LAST = "select max(id) from report_mark";
  private static final String ADD = "insert into report_mark (id, taken_at) values (?, ?)";
  private static final String LAST_MESSAGE = "select max(id) from message";
  private static final String LAST_EVENT = "select max(id) from consent_event";
  private static final String ROWS =
      """
      select m.id, coalesce(a.id, 0), case when a.id is not null then a.status
        when i.message_id is not null then '%s' else m.status end, r.status
      from message m
      join campaign c on c.id = m.campaign_id
      left join attempt a on a.message_id = m.id and %s
      left join intent i on i.message_id = m.id
      left join reported_row r on r.message_id = m.id and r.attempt_id = coalesce(a.id, 0)
      where m.id > ? and m.id <= ? and c.accepted_at is not null
      """
          .formatted(MessageStatus.SENDING, Standing.BEGUN.of("a"));
  private static final String ADD_ROW =
      "insert into reported_row (mark, status, message_id, attempt_id) values (?, ?, ?, ?)";
  private static final String CHANGE_ROW =
      "update reported_row set mark = ?, status = ? where message_id = ? and attempt_id = ?";
  private static final String NUMBERS =
      """
      select number from phone where sms_status = 'DISABLED' and number > ?
      order by number limit 1000
      """;
  private static final String OPT_OUTS =
      """
      select v.phone, v.person_id, v.event_id from opt_out_row v where v.phone > ? and v.phone <= ?
      """;
  private static final String SHOWN_OPT_OUTS =
      """
      select number, person_id, case when back_mark is null then event_id else 0 end
      from reported_opt_out where number > ? and number <= ?
      """;
  private static final String ADD_OPT_OUT =
      """
      insert into reported_opt_out (off_mark, event_id, number, person_id) values (?, ?, ?, ?)
      """;
  private static final String CHANGE_OPT_OUT =
      """
      update reported_opt_out set off_mark = ?, back_mark = null, event_id = ?
      where number = ? and person_id = ?
      """;
  private static final String BACK =
      """
      select count(*) from reported_opt_out r where r.back_mark is null and exists
        (select 1 from phone f where f.number = r.number and f.sms_status <> 'DISABLED')
      """;
  private static final String MARK_BACK =
      """
      update reported_opt_out set back_mark = ? where back_mark is null and exists
        (select 1 from phone f where f.number = reported_opt_out.number
          and f.sms_status <> 'DISABLED')
      """;
  private static final String EVENTS =
      """
      select e.id from consent_event e left join reported_event r on r.event_id = e.id
      where e.id > ? and e.id <= ? and r.event_id is null
      """;
  private static final String LAST_HOLD = "select max(id) from hold_fact";
  private static final String HOLDS =
      """
      select -h.id from hold_fact h left join reported_event r on r.event_id = -h.id
      where h.id > ? and h.id <= ? and r.event_id is null
      """;
  private static final String ADD_EVENT =
      "insert into reported_event (mark, event_id) values (?, ?)";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ReportMarks(JdbcTemplate jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /** The mark of one run: the last there is until something new is found. */
  private final class Mark {
    private final long last = one(LAST);
    private boolean taken;

    long take() {
      if (!taken) {
        transaction.executeWithoutResult(status -> jdbc.update(ADD, last + 1, Times.now(clock)));
        taken = true;
      }
      return upTo();
    }

    long upTo() {
      return taken ? last + 1 : last;
    }
  }

  /**
   * Marks what is new; what is committed later waits for the next run.
   *
   * @param parts whose rows
   * @return up to which mark a report that begins now goes
   */
  long take(Collection<Part> parts) {
    Mark mark = new Mark();
    if (parts.contains(Part.MESSAGES)) {
      messages(mark);
    }
    // Also of a report that has no row of them: its picture counts them.
    events(mark, EVENTS, one(LAST_EVENT));
    if (parts.contains(Part.CONSENT_EVENTS)) {
      events(mark, HOLDS, one(LAST_HOLD));
    }
    if (parts.contains(Part.OPT_OUTS)) {
      optOuts(mark);
    }
    return mark.upTo();
  }

  private void messages(Mark mark) {
    long most = one(LAST_MESSAGE);
    for (long last = 0; last < most; last += PAGE) {
      List<Object[]> added = new ArrayList<>();
      List<Object[]> changed = new ArrayList<>();
      jdbc.query(
          ROWS,
          row -> {
            String status = row.getString(3);
            String shown = row.getString(4);
            if (shown == null || !Delta.isSame(shown, status)) {
              Object[] values = {mark.take(), status, row.getLong(1), row.getLong(2)};
              (shown == null ? added : changed).add(values);
            }
          },
          last,
          last + PAGE);
      write(ADD_ROW, added, CHANGE_ROW, changed);
    }
  }

  private void optOuts(Mark mark) {
    String last = "";
    List<String> numbers = jdbc.queryForList(NUMBERS, String.class, last);
    while (!numbers.isEmpty()) {
      String end = numbers.get(numbers.size() - 1);
      List<Object[]> added = new ArrayList<>();
      List<Object[]> changed = new ArrayList<>();
      Map<String, Long> shown = new HashMap<>();
      jdbc.query(
          SHOWN_OPT_OUTS,
          row -> {
            shown.put(row.getString(1) + " " + row.getLong(2), row.getLong(3));
          },
          last,
          end);
      jdbc.query(
          OPT_OUTS,
          row -> {
            Long event = shown.get(row.getString(1) + " " + row.getLong(2));
            if (event == null || event != row.getLong(3)) {
              Object[] values = {mark.take(), row.getLong(3), row.getString(1), row.getLong(2)};
              (event == null ? added : changed).add(values);
            }
          },
          last,
          end);
      write(ADD_OPT_OUT, added, CHANGE_OPT_OUT, changed);
      last = end;
      numbers = jdbc.queryForList(NUMBERS, String.class, last);
    }
    if (one(BACK) > 0) {
      jdbc.update(MARK_BACK, mark.take());
    }
  }

  private void events(Mark mark, String unmarked, long most) {
    for (long last = 0; last < most; last += PAGE) {
      List<Object[]> added = new ArrayList<>();
      jdbc.query(
          unmarked,
          row -> {
            added.add(new Object[] {mark.take(), row.getLong(1)});
          },
          last,
          last + PAGE);
      write(ADD_EVENT, added, "", List.of());
    }
  }

  private void write(String add, List<Object[]> added, String change, List<Object[]> changed) {
    transaction.executeWithoutResult(
        status -> {
          if (!added.isEmpty()) {
            jdbc.batchUpdate(add, added);
          }
          if (!changed.isEmpty()) {
            jdbc.batchUpdate(change, changed);
          }
        });
  }

  private long one(String sql) {
    Long found = jdbc.queryForObject(sql, Long.class);
    return found == null ? 0 : found;
  }
}
