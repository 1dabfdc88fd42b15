package org.heed.report;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heed.address.Sha256;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * How far the last successful run of each job went. A run with other filters is another report: it
 * neither takes anything from this one nor is told what this one told.
 */
@Component
class Positions {
  private static final String READ =
      "select mark, as_of from report_position where job = ? and filters = ?";
  private static final String ADVANCE =
      "update report_position set mark = ?, as_of = ? where job = ? and filters = ?";
  private static final String ADD =
      "insert into report_position (mark, as_of, job, filters) values (?, ?, ?, ?)";

  private final JdbcTemplate jdbc;

  Positions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Where a run was.
   *
   * @param mark up to which it went
   * @param asOf when it was made
   */
  record Position(long mark, Instant asOf) {}

  /** The last successful run with these filters; empty: there was none. */
  Optional<Position> last(String job, Map<String, String> filters) {
    return jdbc
        .query(
            READ,
            (row, n) ->
                new Position(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()),
            job,
            key(filters))
        .stream()
        .findFirst();
  }

  /** Remembers a run that did all its work. */
  void advance(String job, Map<String, String> filters, Position position) {
    Object[] values = {
      position.mark(),
      position.asOf().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
      job,
      key(filters)
    };
    if (jdbc.update(ADVANCE, values) == 0) {
      jdbc.update(ADD, values);
    }
  }

  /** The same for the same filters, in whatever order they are given. */
  static String key(Map<String, String> filters) {
    return Sha256.hex(new TreeMap<>(filters).toString());
  }
}
