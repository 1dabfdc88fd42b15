package org.heed.chain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Facts as they stand in the tables now. */
final class Facts {
  private Facts() {}

  static List<Fact> of(JdbcTemplate jdbc, Kind kind, Collection<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : new NamedParameterJdbcTemplate(jdbc)
            .query(kind.some(), Map.of("ids", ids), (row, n) -> Fact.of(kind, row));
  }
}
