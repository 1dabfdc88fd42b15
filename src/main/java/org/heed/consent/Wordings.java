package org.heed.consent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people agreed to, word by word; each wording is kept once (E4). */
final class Wordings {
  private static final String KNOWN = "select hash from wording where hash in (:hashes)";
  private static final String ADD = "insert into wording (hash, body) values (?, ?)";

  private final JdbcTemplate batch;
  private final JdbcClient jdbc;

  Wordings(JdbcTemplate template) {
    this.batch = template;
    this.jdbc = JdbcClient.create(template);
  }

  /** Keeps those of these events that are not known yet; whoever calls has the turn to write. */
  void add(Collection<Entry> entries) {
    Map<String, String> missing = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Basis basis = entry.basis();
      String hash = basis == null ? null : basis.hash();
      if (basis != null && hash != null) {
        missing.put(hash, String.valueOf(basis.wording()));
      }
    }
    Pages.each(
        List.copyOf(missing.keySet()),
        page ->
            jdbc.sql(KNOWN)
                .param("hashes", page)
                .query(String.class)
                .list()
                .forEach(missing::remove));
    List<Object[]> rows = new ArrayList<>();
    missing.forEach((hash, body) -> rows.add(new Object[] {hash, body}));
    if (!rows.isEmpty()) {
      batch.batchUpdate(ADD, rows);
    }
  }
}
