package org.heed.report;

import static org.heed.report.Column.number;
import static org.heed.report.Column.phone;
import static org.heed.report.Column.text;
import static org.heed.report.Column.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.heed.address.Institution;
import org.heed.address.Times;
import org.heed.intake.UploadedFile;
import org.heed.queue.Channel;
import org.heed.queue.MessageStatus;
import org.heed.queue.Reason;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** The rows of a campaign's file in their order, queued or rejected, with what became of each. */
@Component
class OutcomeRows {
  static final Layout LAYOUT =
      new Layout(
          "campaign",
          List.of(
              number("line"),
              text("student_id"),
              phone("phone"),
              text("email"),
              phone("sender"),
              text("outcome"),
              text("reason"),
              text("channel"),
              text("destination"),
              time("at")));
  private static final String MESSAGES =
      """
      select m.line, p.student_id, m.named_number, coalesce(m.email, p.email) as email, m.sender,
        m.status, m.channel, m.destination, m.reason, m.error, m.held_until, m.send_after,
        (select max(a.attempted_at) from attempt a where a.message_id = m.id) as attempted_at
      from message m join person p on p.id = m.person_id
      where m.campaign_id = ? and m.line > ? order by m.campaign_id, m.line limit 1000
      """;
  private static final String REJECTED =
      """
      select line, column_name, found, reason from rejected_row
      where file_id = ? and line > ? order by file_id, line limit 1000
      """;

  private final JdbcTemplate jdbc;
  private final Institution institution;

  OutcomeRows(JdbcTemplate jdbc, Institution institution) {
    this.jdbc = jdbc;
    this.institution = institution;
  }

  /**
   * A row.
   *
   * @param why the reason as it is counted; null: none
   * @param alike the same without what is particular to the row
   */
  record Row(
      long line,
      String outcome,
      @Nullable String why,
      @Nullable String alike,
      List<@Nullable Object> cells) {}

  /**
   * Gives each.
   *
   * @param sent the file; null: it is not kept
   */
  void each(CampaignFile campaign, @Nullable UploadedFile sent, Consumer<Row> out) {
    Pages messages = new Pages(MESSAGES, campaign.id());
    Pages rejected = new Pages(REJECTED, campaign.fileId());
    while (true) {
      Row message = messages.peek(this::message);
      Row refused = rejected.peek((row, n) -> rejected(row));
      if (message == null && refused == null) {
        return;
      }
      boolean first = refused == null || (message != null && message.line() <= refused.line());
      out.accept(first ? messages.take() : named(rejected.take(), sent));
    }
  }

  private final class Pages {
    private final String query;
    private final long key;
    private final Deque<Row> rows = new ArrayDeque<>();
    private long last;
    private boolean more = true;

    Pages(String query, long key) {
      this.query = query;
      this.key = key;
    }

    @Nullable Row peek(RowMapper<Row> mapper) {
      if (rows.isEmpty() && more) {
        rows.addAll(jdbc.query(query, mapper, key, last));
        more = !rows.isEmpty();
      }
      return rows.peek();
    }

    Row take() {
      Row row = rows.remove();
      last = row.line();
      return row;
    }
  }

  private Row message(ResultSet row, int n) throws SQLException {
    MessageStatus status = MessageStatus.valueOf(row.getString("status"));
    String channel = row.getString("channel");
    String reason = row.getString("reason");
    String outcome = status.outcome(channel);
    String words = reason == null ? null : Reason.valueOf(reason).words();
    String why = why(row, status, channel, words);
    long line = row.getLong("line");
    String kind = kind(status, channel, words, why);
    return new Row(
        line,
        outcome,
        kind,
        kind,
        Arrays.asList(
            line,
            row.getString("student_id"),
            row.getString("named_number"),
            row.getString("email"),
            row.getString("sender"),
            outcome,
            why,
            channel,
            row.getString("destination"),
            Times.atOrNull(row, "attempted_at")));
  }

  private @Nullable String why(
      ResultSet row, MessageStatus status, @Nullable String channel, @Nullable String words)
      throws SQLException {
    OffsetDateTime after = row.getObject("send_after", OffsetDateTime.class);
    return switch (status) {
      case FAILED, CANCELLED -> row.getString("error") == null ? words : row.getString("error");
      case HELD ->
          row.getString("error") == null
              ? Phrases.of(
                  "outcome.held.until",
                  words,
                  local(row.getObject("held_until", OffsetDateTime.class)))
              : row.getString("error");
      case IN_DOUBT, SENDING -> Phrases.of("outcome.no.answer");
      case UNKNOWN -> Phrases.of("outcome.nobody.can.tell");
      case READY ->
          after != null && channel == null ? Phrases.of("outcome.after", local(after)) : words;
      default -> words;
    };
  }

  /** A mail server's words name the address, and until when it is held is one row's alone. */
  private @Nullable String kind(
      MessageStatus status,
      @Nullable String channel,
      @Nullable String words,
      @Nullable String why) {
    if (status == MessageStatus.FAILED && Channel.EMAIL.is(channel)) {
      return Phrases.of("outcome.mail.refused");
    }
    return status == MessageStatus.HELD || why == null
        ? words
        : Words.times(why, institution.zone());
  }

  /** A rejected row with whom it was for, as the file has it. */
  private static Row named(Row refused, @Nullable UploadedFile sent) {
    if (sent == null) {
      return refused;
    }
    List<@Nullable Object> cells = new ArrayList<>(refused.cells());
    for (String name : List.of("student_id", "phone", "email")) {
      String cell = sent.cell(refused.line(), name);
      cells.set(LAYOUT.names().indexOf(name), cell.isEmpty() ? null : cell);
    }
    return new Row(refused.line(), refused.outcome(), refused.why(), refused.alike(), cells);
  }

  private static Row rejected(ResultSet row) throws SQLException {
    long line = row.getLong("line");
    String column = row.getString("column_name");
    String found = row.getString("found");
    String why =
        (column == null || column.isEmpty() ? "" : column + ": ") + row.getString("reason");
    return new Row(
        line,
        "rejected",
        why,
        Words.alike(why, found == null ? "" : found.strip()),
        Arrays.asList(line, null, null, null, null, "rejected", why, null, null, null));
  }

  private String local(@Nullable OffsetDateTime time) {
    return time == null
        ? Phrases.of("outcome.next.run")
        : About.time(time.toInstant(), institution.zone());
  }
}
