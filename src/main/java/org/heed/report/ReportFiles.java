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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Reads the two reports, page by page. */
@Component
class ReportFiles {
  static final Layout MESSAGES =
      new Layout(
          "message-report",
          "Message report",
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
  static final Layout OPT_OUTS =
      new Layout(
          "opt-outs",
          "Opt-out export",
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
  static final String MESSAGE_PAGE =
      "select "
          + MESSAGES.select()
          + """
           from message_report_row v where message_id > ? and message_id <= ?%s
      order by message_id, case when attempted_at is null then 1 else 0 end, attempted_at,
        case when channel = 'SMS' then 0 else 1 end
      """;
  private static final String STORY_PAGE =
      "select "
          + MESSAGES.select()
          + """
          , case when 1 = 1%1$s then 1 else 0 end as fits
          from message_report_row v where message_id > ? and message_id <= ? and message_id in (
            select message_id from message_report_row v where message_id > ? and message_id <= ?%1$s)
          order by message_id, case when attempted_at is null then 1 else 0 end, attempted_at,
            case when channel = 'SMS' then 0 else 1 end
          """;
  private static final String OPT_OUT_PAGE =
      "select "
          + OPT_OUTS.select()
          + " from opt_out_row v where phone > ? and phone <= ?%s order by phone, student_id";
  private static final String MOST = "select coalesce(max(id), 0) from message";
  private static final String NUMBERS =
      """
      select number from phone where sms_status = 'DISABLED' and number > ?
      order by number limit 1000
      """;

  private final JdbcTemplate jdbc;

  ReportFiles(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes the message report's rows. */
  void messages(ReportFile out, Filters.Where where) {
    Long most = jdbc.queryForObject(MOST, Long.class);
    boolean stories = out.tellsStories() && !where.values().isEmpty();
    String page = (stories ? STORY_PAGE : MESSAGE_PAGE).formatted(where.sql());
    for (long last = 0; most != null && last < most; last += PAGE) {
      if (stories) {
        stories(page, last, where, out);
      } else {
        page(page, MESSAGES, last, last + PAGE, where, out);
      }
    }
  }

  /** Rows that fit, and the other rows of the same messages. */
  private void stories(String page, long last, Filters.Where where, ReportFile out) {
    List<Object> values = new ArrayList<>(where.values());
    values.addAll(List.of(last, last + PAGE, last, last + PAGE));
    values.addAll(where.values());
    jdbc.query(
        page,
        (RowCallbackHandler)
            row -> {
              @Nullable Object[] cells = cells(row, MESSAGES.columns());
              if (row.getInt("fits") == 1) {
                out.row(cells);
              } else {
                out.aside(cells);
              }
            },
        values.toArray());
  }

  /** Writes the opt-out export's rows. */
  void optOuts(ReportFile out, Filters.Where where) {
    String page = OPT_OUT_PAGE.formatted(where.sql());
    String last = "";
    List<String> next = jdbc.queryForList(NUMBERS, String.class, last);
    while (!next.isEmpty()) {
      String end = next.get(next.size() - 1);
      page(page, OPT_OUTS, last, end, where, out);
      last = end;
      next = jdbc.queryForList(NUMBERS, String.class, last);
    }
  }

  private void page(
      String sql, Layout layout, Object after, Object last, Filters.Where where, ReportFile out) {
    List<Object> values = new ArrayList<>(List.of(after, last));
    values.addAll(where.values());
    jdbc.query(
        sql, (RowCallbackHandler) row -> out.row(cells(row, layout.columns())), values.toArray());
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
