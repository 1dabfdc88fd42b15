package org.heed.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What staff are to be told of the gateway's error codes, counted by code and sender. */
@Component
public class Findings {
  private static final String MORE =
      """
      update finding set text_count = text_count + ?, last_at = ?
      where kind = ? and code = ? and sender = ?
      """;
  private static final String FIRST =
      """
      insert into finding (text_count, last_at, kind, code, sender, first_at)
      values (?, ?, ?, ?, ?, ?)
      """;
  private static final String ALL =
      "select kind, code, sender, text_count, told, last_at from finding ";
  private static final String UNTOLD = ALL + "where text_count > told order by kind, code, sender";
  private static final String OF_KIND = ALL + "where kind = ? order by code, sender";
  private static final String TOLD =
      "update finding set told = ? where kind = ? and code = ? and sender = ?";

  private final JdbcTemplate jdbc;
  private final Clock clock;

  Findings(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What was found. */
  public enum Kind {
    /** Texts failed with a code that is not in the table of codes. */
    UNKNOWN_CODE,
    /** Texts were given up because their sender could not send them on three nights. */
    GIVEN_UP
  }

  /**
   * Texts of one sender with one code.
   *
   * @param texts how many in all
   * @param news how many staff do not know of yet
   */
  public record Finding(
      Kind kind, int code, PhoneNumber sender, long texts, long news, Instant lastAt) {}

  /** Counts texts, in the caller's transaction. */
  void note(Kind kind, Collection<FailedText> texts) {
    OffsetDateTime now = Times.now(clock);
    Map<Integer, Map<String, Long>> counts =
        texts.stream()
            .collect(
                Collectors.groupingBy(
                    FailedText::code,
                    TreeMap::new,
                    Collectors.groupingBy(
                        text -> text.sender().e164(), TreeMap::new, Collectors.counting())));
    counts.forEach(
        (code, senders) ->
            senders.forEach(
                (sender, count) -> {
                  if (jdbc.update(MORE, count, now, kind.name(), code, sender) == 0) {
                    jdbc.update(FIRST, count, now, kind.name(), code, sender, now);
                  }
                }));
  }

  /** What staff are to be told now. */
  public List<Finding> untold() {
    return jdbc.query(UNTOLD, (row, n) -> read(row));
  }

  /** Everything of one kind. */
  public List<Finding> all(Kind kind) {
    return jdbc.query(OF_KIND, (row, n) -> read(row), kind.name());
  }

  /** Staff know of this from now on, in the caller's transaction. */
  public void told(Finding finding) {
    jdbc.update(
        TOLD, finding.texts(), finding.kind().name(), finding.code(), finding.sender().e164());
  }

  private static Finding read(ResultSet row) throws SQLException {
    long texts = row.getLong("text_count");
    return new Finding(
        Kind.valueOf(row.getString("kind")),
        row.getInt("code"),
        new PhoneNumber(row.getString("sender")),
        texts,
        texts - row.getLong("told"),
        Times.at(row, "last_at"));
  }
}
