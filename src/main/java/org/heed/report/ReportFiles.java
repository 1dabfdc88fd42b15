package org.heed.report;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.heed.storage.CsvFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Writes the two reports, page by page. */
@Component
class ReportFiles {
  private static final long PAGE = 2000;
  private static final List<String> MESSAGE_COLUMNS =
      List.of(
          "message_id",
          "campaign",
          "queued_at",
          "attempted_at",
          "sender",
          "sender_name",
          "student_id",
          "first_name",
          "last_name",
          "channel",
          "destination",
          "status",
          "error_code",
          "error",
          "gateway_id",
          "segments");
  private static final List<String> OPT_OUT_COLUMNS =
      List.of(
          "student_id",
          "first_name",
          "last_name",
          "email",
          "phone",
          "phone_type",
          "sms_status",
          "opted_out_at",
          "recorded_at",
          "learned_from",
          "sender",
          "error_code",
          "error",
          "evidence",
          "has_new_phone");

  private final JdbcTemplate jdbc;

  ReportFiles(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes the message report; returns its rows. */
  long messages(Path file, Filters.Where where, ZoneId zone) {
    Long most = jdbc.queryForObject("select coalesce(max(id), 0) from message", Long.class);
    String page =
        "select "
            + String.join(", ", MESSAGE_COLUMNS)
            + " from message_report where message_id > ? and message_id <= ?"
            + where.sql()
            + " order by message_id, case when attempted_at is null then 1 else 0 end, attempted_at,"
            + " case when channel = 'SMS' then 0 else 1 end";
    try (CsvFile csv = new CsvFile(file, MESSAGE_COLUMNS)) {
      for (long last = 0; most != null && last < most; last += PAGE) {
        List<Object> values = new ArrayList<>(List.of(last, last + PAGE));
        values.addAll(where.values());
        jdbc.query(
            page,
            (RowCallbackHandler) row -> csv.row(cells(row, MESSAGE_COLUMNS.size(), zone)),
            values.toArray());
      }
      csv.finish();
      return csv.rows();
    }
  }

  /** Writes the opt-out export; returns its rows. */
  long optOuts(Path file, Filters.Where where, ZoneId zone) {
    String numbers =
        "select number from phone where sms_status = 'DISABLED' and number > ? order by number limit 1000";
    String page =
        "select "
            + String.join(", ", OPT_OUT_COLUMNS)
            + " from opt_outs where phone > ? and phone <= ?"
            + where.sql()
            + " order by phone, student_id";
    try (CsvFile csv = new CsvFile(file, OPT_OUT_COLUMNS)) {
      String last = "";
      List<String> next = jdbc.queryForList(numbers, String.class, last);
      while (!next.isEmpty()) {
        String end = next.get(next.size() - 1);
        List<Object> values = new ArrayList<>(List.of(last, end));
        values.addAll(where.values());
        jdbc.query(
            page,
            (RowCallbackHandler) row -> csv.row(cells(row, OPT_OUT_COLUMNS.size(), zone)),
            values.toArray());
        last = end;
        next = jdbc.queryForList(numbers, String.class, last);
      }
      csv.finish();
      return csv.rows();
    }
  }

  private static @Nullable Object[] cells(ResultSet row, int count, ZoneId zone)
      throws SQLException {
    @Nullable Object[] cells = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      Object value =
          row.getMetaData()
                  .getColumnTypeName(i + 1)
                  .toUpperCase(java.util.Locale.ROOT)
                  .startsWith("TIMESTAMP")
              ? row.getObject(i + 1, OffsetDateTime.class)
              : row.getObject(i + 1);
      cells[i] =
          value instanceof OffsetDateTime time
              ? time.atZoneSameInstant(zone)
                  .toOffsetDateTime()
                  .truncatedTo(ChronoUnit.SECONDS)
                  .format(java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME)
              : value;
    }
    return cells;
  }
}
