package org.heed.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heed.address.Times;
import org.heed.csv.FileKind;
import org.heed.csv.Rejection;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The files that were taken, and how far each is. One writer, under the run lock. */
@Component
public class ImportFiles {
  private static final String TAKE =
      """
      insert into import_file (id, name, taken_as, sha256, state, again, taken_at)
      values (coalesce((select max(id) from import_file), 0) + 1, ?, ?, ?, 'TAKEN', ?, ?)
      """;
  private static final String BY_NAME =
      "select * from import_file where taken_as = ? order by id desc";
  private static final String BY_ID = "select * from import_file where id = ?";
  private static final String OPEN =
      "select * from import_file where state in ('TAKEN', 'LOADING') order by id";
  private static final String SAME =
      """
      select * from import_file f where sha256 = ? and state = 'DONE' and id <> ? and accepted_count > 0
        and not exists (select 1 from campaign c join cancellation d on d.campaign_id = c.id
          where c.file_id = f.id)
      order by id desc limit 1
      """;
  private static final String SAME_ROWS = SAME.replace("sha256 =", "rows_sha256 =");
  private static final String KIND = "update import_file set kind = ? where id = ?";
  private static final String LOADING =
      "update import_file set state = 'LOADING', highest_person = coalesce((select max(id) from"
          + " person), 0) where id = ? and state = 'TAKEN'";
  private static final String PROGRESS =
      """
      update import_file set loaded_line = ?, row_count = row_count + ?,
        accepted_count = accepted_count + ?, rejected_count = rejected_count + ?,
        repeated_count = repeated_count + ? where id = ?
      """;
  private static final String END =
      """
      update import_file set state = ?, finished_at = ?, reason = coalesce(?, reason) where id = ?
      """;
  private static final String COUNTED =
      "update import_file set row_count = ?, rejected_count = ?, accepted_count = 0 where id = ?";
  private static final String MOVED = "update import_file set moved_as = ? where id = ?";

  private final JdbcTemplate jdbc;

  ImportFiles(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public ImportFile take(String name, String takenAs, String sha256, boolean again, Instant at) {
    jdbc.update(TAKE, name, takenAs, sha256, again, Times.utc(at));
    return find(takenAs).orElseThrow();
  }

  Optional<ImportFile> find(String takenAs) {
    return jdbc.query(BY_NAME, (row, n) -> read(row), takenAs).stream().findFirst();
  }

  public ImportFile get(long id) {
    return jdbc.query(BY_ID, (row, n) -> read(row), id).get(0);
  }

  /** Files that are not ended. */
  public List<ImportFile> open() {
    return jdbc.query(OPEN, (row, n) -> read(row));
  }

  /** The last file that brought the same content, of which a row was taken. */
  public Optional<ImportFile> same(ImportFile file) {
    return jdbc.query(SAME, (row, n) -> read(row), file.sha256(), file.id()).stream().findFirst();
  }

  /** The last file with the same rows, as they are read, of which a row was taken. */
  public Optional<ImportFile> sameRows(String rows, long exceptId) {
    return jdbc.query(SAME_ROWS, (row, n) -> read(row), rows, exceptId).stream().findFirst();
  }

  public void rows(long id, String rows) {
    jdbc.update("update import_file set rows_sha256 = ? where id = ?", rows, id);
  }

  public void kind(long id, FileKind kind) {
    jdbc.update(KIND, kind.name().toLowerCase(Locale.ROOT), id);
  }

  public boolean loading(long id) {
    return jdbc.update(LOADING, id) == 1;
  }

  public void progress(long id, long line, int rows, List<Rejection> rejections) {
    int rejected = rejections.size();
    long repeated = rejections.stream().filter(Rejection::repeated).count();
    jdbc.update(PROGRESS, line, rows, rows - rejected, rejected, repeated, id);
  }

  public void counted(long id, long rows, long rejected) {
    jdbc.update(COUNTED, rows, rejected, id);
  }

  public void end(long id, ImportFile.State state, Instant at, @Nullable String reason) {
    String kept = reason == null ? null : Words.begin(reason, 900);
    jdbc.update(END, state.name(), Times.utc(at), kept, id);
  }

  /** Notes what there is to say besides; a reason it ends with takes its place. */
  public void say(long id, @Nullable String words) {
    jdbc.update("update import_file set reason = ? where id = ?", words, id);
  }

  /** Ended files of which it is to be decided who is told of them. */
  List<Long> unanswered() {
    return jdbc.queryForList(
        "select id from import_file where state in ('DONE', 'REJECTED') and answered = false order"
            + " by id",
        Long.class);
  }

  /** It was decided who is told of a file. */
  public void answered(long id) {
    jdbc.update("update import_file set answered = true where id = ?", id);
  }

  /** Where an ended file was moved, without its folder; empty: it was not. */
  Optional<String> movedAs(long id) {
    return jdbc
        .queryForList(
            "select moved_as from import_file where id = ? and moved_as is not null",
            String.class,
            id)
        .stream()
        .findFirst();
  }

  /** Notes where an ended file is found, before it is moved there. */
  void moved(long id, String name) {
    jdbc.update(MOVED, name, id);
  }

  private static ImportFile read(ResultSet row) throws SQLException {
    String kind = row.getString("kind");
    return new ImportFile(
        row.getLong("id"),
        row.getString("name"),
        row.getString("taken_as"),
        kind == null ? null : FileKind.valueOf(kind.toUpperCase(Locale.ROOT)),
        row.getString("sha256"),
        ImportFile.State.valueOf(row.getString("state")),
        row.getBoolean("again"),
        Times.at(row, "taken_at"),
        Times.atOrNull(row, "finished_at"),
        row.getLong("row_count"),
        row.getLong("accepted_count"),
        row.getLong("rejected_count"),
        row.getLong("repeated_count"),
        row.getLong("highest_person"),
        row.getLong("loaded_line"),
        row.getString("reason"));
  }
}
