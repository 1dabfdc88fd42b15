package org.heed.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.heed.consent.ConsentLedger;
import org.heed.csv.Rejection;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What became of the rows of a file, so far as a receipt tells: taken ones are only counted. */
@Component
public class RowResults {
  private static final String REJECT =
      "insert into rejected_row (file_id, line, column_name, found, reason, undoes, repeated)"
          + " values (?, ?, ?, ?, ?, ?, ?)";
  private static final String REJECTED =
      """
      select line, column_name, found, reason from rejected_row
      where file_id = ? and line > ? order by file_id, line limit 1000
      """;

  private final JdbcTemplate jdbc;

  RowResults(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public void reject(long id, List<Rejection> rejections) {
    jdbc.batchUpdate(
        REJECT,
        rejections.stream()
            .map(
                r -> {
                  @Nullable Object[] row = Arrays.copyOf(written(id, r), 7);
                  row[6] = r.repeated();
                  return row;
                })
            .toList());
  }

  private static Object[] written(long id, Rejection r) {
    return new Object[] {
      id, r.line(), r.column(), r.value(), r.reason(), r.why() == Rejection.Why.OPT_OUT
    };
  }

  private static Rejection read(ResultSet row) throws SQLException {
    return new Rejection(
        row.getLong(1), text(row.getString(2)), text(row.getString(3)), text(row.getString(4)));
  }

  /** Keeps what became of rows of a consent file. */
  public void keep(long id, List<ConsentRow> rows) {
    jdbc.batchUpdate(
        "insert into consent_row (file_id, line, subject, phones, changed, note) values (?, ?, ?,"
            + " ?, ?, ?)",
        rows.stream()
            .map(
                r ->
                    new @Nullable Object[] {
                      id, r.line(), r.subject(), r.phones(), r.changed(), note(r.note())
                    })
            .toList());
  }

  /** How many rows of a consent file change a status. */
  public long changing(long id) {
    Long rows =
        jdbc.queryForObject(
            "select count(*) from consent_row where file_id = ? and changed > 0", Long.class, id);
    return rows == null ? 0 : rows;
  }

  /** How many rows of a consent file leave a phone as it is, against what they say. */
  public long overtaken(long id) {
    Long rows =
        jdbc.queryForObject(
            "select count(*) from consent_row where file_id = ? and note like ?",
            Long.class,
            id,
            ConsentLedger.STAYS + "%");
    return rows == null ? 0 : rows;
  }

  /** What became of rows after a line, at most 1,000, in the file's order. */
  List<ConsentRow> kept(long id, long afterLine) {
    return jdbc.query(
        """
        select line, subject, phones, changed, note from consent_row
        where file_id = ? and line > ? order by file_id, line limit 1000
        """,
        (row, n) ->
            new ConsentRow(
                row.getLong(1), row.getString(2), row.getInt(3), row.getInt(4), row.getString(5)),
        id,
        afterLine);
  }

  /** The first rows that were taken though something was wrong beside them, for people. */
  List<String> noted(long id) {
    List<String> first =
        jdbc.query(
            "select line, note from consent_row where file_id = ? and note is not null order by"
                + " line limit "
                + ReceiptText.SHOWN,
            (row, n) -> "line " + row.getLong(1) + ": " + row.getString(2),
            id);
    if (first.size() < ReceiptText.SHOWN) {
      return first;
    }
    Long all =
        jdbc.queryForObject(
            "select count(note) from consent_row where file_id = ?", Long.class, id);
    if (all != null && all > ReceiptText.SHOWN) {
      first.add(Phrases.of("receipt.more", all - ReceiptText.SHOWN));
    }
    return first;
  }

  private static @Nullable String note(@Nullable String note) {
    return note == null ? null : Words.begin(Rejection.printable(note), 900);
  }

  /** Keeps which cells of rows that were taken are left out. */
  public void leaveOut(long id, List<Rejection> cells) {
    jdbc.batchUpdate(
        "insert into left_out_cell (file_id, line, column_name, found, reason, undoes)"
            + " values (?, ?, ?, ?, ?, ?)",
        cells.stream().map(cell -> written(id, cell)).toList());
  }

  /** What to say of cells that are left out; null: nothing. */
  public @Nullable String leftOut(long id) {
    Long cells =
        jdbc.queryForObject("select count(*) from left_out_cell where file_id = ?", Long.class, id);
    return cells == null || cells == 0 ? null : Phrases.of("receipt.left.out", cells);
  }

  /** Cells that are left out, after a line and column, at most 1,000, in the file's order. */
  public List<Rejection> leftOut(long id, long line, String column) {
    return jdbc.query(
        """
        select line, column_name, found, reason from left_out_cell
        where file_id = ? and (line > ? or (line = ? and column_name > ?))
        order by file_id, line, column_name limit 1000
        """,
        (row, n) -> read(row),
        id,
        line,
        line,
        column);
  }

  /** Before its rows are judged anew. */
  public void forgetRejections(long id) {
    jdbc.update("delete from rejected_row where file_id = ?", id);
  }

  /** Rejected rows after a line, at most 1,000, in the file's order. */
  public List<Rejection> rejected(long id, long afterLine) {
    return jdbc.query(REJECTED, (row, n) -> read(row), id, afterLine);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
