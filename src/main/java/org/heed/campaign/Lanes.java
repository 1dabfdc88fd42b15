package org.heed.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/**
 * People who share a number, directly or through others, are one lane, named by its lowest person:
 * at most one text is in flight in a lane (O2).
 */
@Component
class Lanes {
  private static final String SHARED =
      """
      select number, person_id from listing
      where number in (select number from listing group by number having count(*) > 1)
      order by number, person_id
      """;
  private static final String MOVED = "select id, lane from person where lane <> id";

  private final JdbcTemplate jdbc;

  Lanes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Draws the lanes anew from what is listed now. */
  void draw() {
    Map<Long, Long> parents = new HashMap<>();
    Map<String, Long> first = new HashMap<>();
    jdbc.query(
        SHARED,
        (RowCallbackHandler)
            row -> {
              long person = row.getLong(2);
              Long other = first.putIfAbsent(row.getString(1), person);
              if (other != null) {
                join(parents, other, person);
              }
            });
    List<Object[]> changes = new ArrayList<>();
    jdbc.query(
        MOVED,
        (RowCallbackHandler)
            row -> {
              long id = row.getLong(1);
              long lane = root(parents, id);
              if (lane != row.getLong(2)) {
                changes.add(new Object[] {lane, id});
              }
            });
    for (Long id : List.copyOf(parents.keySet())) {
      long lane = root(parents, id);
      if (lane != id) {
        changes.add(new Object[] {lane, id});
      }
    }
    jdbc.batchUpdate("update person set lane = ? where id = ?", changes);
  }

  private static void join(Map<Long, Long> parents, long a, long b) {
    long one = root(parents, a);
    long other = root(parents, b);
    if (one != other) {
      parents.put(Math.max(one, other), Math.min(one, other));
    }
  }

  private static long root(Map<Long, Long> parents, long id) {
    long root = id;
    Long parent = parents.get(root);
    while (parent != null) {
      root = parent;
      parent = parents.get(root);
    }
    if (root != id) {
      parents.put(id, root);
    }
    return root;
  }
}
