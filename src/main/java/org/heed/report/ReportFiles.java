package org.heed.report;

import static org.heed.report.Column.number;
import static org.heed.report.Column.phone;
import static org.heed.report.Column.text;
import static org.heed.report.Column.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heed.queue.Standing;
import org.heed.storage.Where;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads the two reports, page by page. */
@Component
class ReportFiles {
  static final Layout MESSAGES =
      new Layout(
          "message-report",
          List.of(
              number("message_id"),
              text("campaign"),
              time("queued_at"),
              time("attempted_at"),
              phone("sender"),
              text("sender_name"),
              text("student_id"),
              text("first_name"),
              text("last_name"),
              text("channel"),
              text("destination"),
              text("status"),
              number("error_code"),
              text("error"),
              text("gateway_id"),
              number("segments")));

  /** The same where it is known, or required, on what texts rest (E4). */
  private static final Layout MESSAGES_WITH_BASIS =
      new Layout(
          MESSAGES.file(),
          Stream.concat(MESSAGES.columns().stream(), Stream.of(text("basis"))).toList());

  // What a START rests on is the START itself.
  private static final String HAS_BASIS =
      """
      select 1 from basis_rule union all select 1 from consent_event where basis <> 'START'
      fetch first 1 row only
      """;
  static final Layout OPT_OUTS =
      new Layout(
          "opt-outs",
          List.of(
              text("student_id"),
              text("first_name"),
              text("last_name"),
              text("email"),
              phone("phone"),
              text("phone_type"),
              text("sms_status"),
              time("opted_out_at"),
              time("recorded_at"),
              text("learned_from"),
              phone("sender"),
              number("error_code"),
              text("error"),
              text("evidence"),
              text("has_new_phone")));
  static final long PAGE = 2000;
  private static final String TEXTS_FIRST =
      "case when %s then 0 else 1 end".formatted(Standing.TEXT.of(""));
  static final String MESSAGE_PAGE =
      "select "
          + MESSAGES_WITH_BASIS.select()
          + """
              , attempt_id from message_report_row v where message_id > ? and message_id <= ?%s
          order by message_id, case when attempted_at is null then 1 else 0 end, attempted_at,
          """
          + TEXTS_FIRST;
  private static final String STORY_PAGE =
      "select "
          + MESSAGES_WITH_BASIS.select()
          + """
          , attempt_id, case when 1 = 1%s then 1 else 0 end as fits
          from message_report_row v where message_id > ? and message_id <= ?
          order by message_id, case when attempted_at is null then 1 else 0 end, attempted_at,
          """
          + TEXTS_FIRST;
  private static final String OPT_OUT_PAGE =
      "select "
          + OPT_OUTS
              .select()
              .replace(
                  "evidence",
                  "evidence || coalesce((select '; ' || e.reason from consent_event e where e.id ="
                      + " v.event_id and e.said_from is not null), '') as evidence")
          + ", person_id, event_id from opt_out_row v where phone > ? and phone <= ?%s order by"
          + " phone, student_id";
  private static final String MOST = "select max(id) from message";
  private static final String NUMBERS =
      """
      select number from phone where sms_status = 'DISABLED' and number > ?
      order by number limit 1000
      """;

  // Asked for apart: HSQLDB reads a whole view for each page once it is joined with a table.
  private static final String NEW_MESSAGES =
      """
      select message_id, attempt_id, status from reported_row
      where message_id > ? and message_id <= ? and mark > ? and mark <= ?
      """;
  private static final String NEW_OPT_OUTS =
      """
      select number, person_id, event_id from reported_opt_out
      where number > ? and number <= ? and back_mark is null and off_mark > ? and off_mark <= ?
      """;

  private final JdbcTemplate jdbc;

  ReportFiles(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** What the message report looks like. */
  Layout messages() {
    return jdbc.queryForList(HAS_BASIS).isEmpty() ? MESSAGES : MESSAGES_WITH_BASIS;
  }

  /**
   * Writes the message report's rows.
   *
   * @param layout its own
   * @param delta only these; null: all
   */
  void messages(Layout layout, ReportFile out, Where where, @Nullable Delta delta) {
    Long most = jdbc.queryForObject(MOST, Long.class);
    boolean stories = out.tellsStories() && (delta != null || !where.values().isEmpty());
    String page = (stories ? STORY_PAGE : MESSAGE_PAGE).formatted(where.sql());
    for (long last = 0; most != null && last < most; last += PAGE) {
      Page wanted =
          new Page(last, last + PAGE, where, marked(NEW_MESSAGES, last, last + PAGE, delta));
      if (stories) {
        stories(page, layout, wanted, new Story(out));
      } else {
        page(page, layout, wanted, row -> key(row, "message_id", "attempt_id"), "status", out);
      }
    }
  }

  private void stories(String sql, Layout layout, Page page, Story story) {
    Map<String, String> marked = page.marked();
    if (marked != null && marked.isEmpty()) {
      return;
    }
    List<Object> values = new ArrayList<>(page.where().values());
    values.addAll(List.of(page.after(), page.last()));
    jdbc.query(
        sql,
        row -> {
          boolean fits =
              row.getInt("fits") == 1
                  && isNew(marked, key(row, "message_id", "attempt_id"), row.getString("status"));
          story.add(row.getLong("message_id"), cells(row, layout.columns()), fits);
        },
        values.toArray());
    story.end();
  }

  /**
   * Writes the opt-out export's rows.
   *
   * @param delta only these; null: all
   */
  void optOuts(ReportFile out, Where where, @Nullable Delta delta) {
    String page = OPT_OUT_PAGE.formatted(where.sql());
    String last = "";
    List<String> next = jdbc.queryForList(NUMBERS, String.class, last);
    while (!next.isEmpty()) {
      String end = next.get(next.size() - 1);
      Page wanted = new Page(last, end, where, marked(NEW_OPT_OUTS, last, end, delta));
      page(page, OPT_OUTS, wanted, row -> key(row, "phone", "person_id"), "event_id", out);
      last = end;
      next = jdbc.queryForList(NUMBERS, String.class, last);
    }
  }

  /**
   * One page.
   *
   * @param marked a row's key to what it said when it was marked; null: every row
   */
  private record Page(
      Object after, Object last, Where where, @Nullable Map<String, String> marked) {}

  private interface Key {
    String of(ResultSet row) throws SQLException;
  }

  private static String key(ResultSet row, String first, String second) throws SQLException {
    return row.getString(first) + " " + row.getString(second);
  }

  private @Nullable Map<String, String> marked(
      String sql, Object after, Object last, @Nullable Delta delta) {
    if (delta == null) {
      return null;
    }
    Map<String, String> marked = new HashMap<>();
    jdbc.query(
        sql,
        row -> {
          marked.put(row.getString(1) + " " + row.getString(2), row.getString(3));
        },
        after,
        last,
        delta.after(),
        delta.upTo());
    return marked;
  }

  private void page(String sql, Layout layout, Page page, Key key, String says, ReportFile out) {
    Map<String, String> marked = page.marked();
    if (marked != null && marked.isEmpty()) {
      return;
    }
    List<Object> values = new ArrayList<>(List.of(page.after(), page.last()));
    values.addAll(page.where().values());
    jdbc.query(
        sql,
        row -> {
          if (marked == null || isNew(marked, key.of(row), row.getString(says))) {
            out.row(cells(row, layout.columns()));
          }
        },
        values.toArray());
  }

  private static boolean isNew(@Nullable Map<String, String> marked, String key, String says) {
    if (marked == null) {
      return true;
    }
    String then = marked.get(key);
    return then != null && Delta.isSame(then, says);
  }

  private static @Nullable Object[] cells(ResultSet row, List<Column> columns) throws SQLException {
    @Nullable Object[] cells = new @Nullable Object[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] =
          switch (columns.get(i).type()) {
            case TEXT, PHONE -> row.getString(i + 1);
            case TIME -> instant(row.getObject(i + 1, OffsetDateTime.class));
            case DATE -> row.getObject(i + 1, LocalDate.class);
            case NUMBER -> row.getObject(i + 1);
          };
    }
    return cells;
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
