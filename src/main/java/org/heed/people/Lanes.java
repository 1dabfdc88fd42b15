package org.heed.people;

import com.carrotsearch.hppc.LongLongHashMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * People who share a number, directly or through others, are one lane, named by its lowest person:
 * at most one text is in flight in a lane (O2).
 */
@Component
public class Lanes {
  private static final int STEP = 2000;
  // All who list a number are in one lane, so any of them will do.
  private static final String ONE_LISTER =
      """
      select f.number,
        (select l.person_id from listing l where l.number = f.number fetch first 1 row only)
      from phone f where f.number in (:keys)
      """;
  private static final String LANES = "select id, lane from person where id in (:keys)";
  private static final String MERGE = "update person set lane = ? where lane = ?";
  private static final String HIGHEST = "select max(id) from person";
  private static final String LISTED =
      "select person_id, number from listing where person_id > ? and person_id <= ?";
  private static final String DRAWN = "select id, lane from person where id > ? and id <= ?";
  private static final String MOVE = "update person set lane = ? where id = ?";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;

  Lanes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  /**
   * Merges lanes as these listings, which are about to be added, ask for.
   *
   * @param known numbers that may be listed already
   * @param added people who are about to be added
   * @return the lanes of those people
   */
  Map<Long, Long> merge(Collection<Listing> listings, Set<PhoneNumber> known, Set<Long> added) {
    Map<PhoneNumber, Long> lister = listers(known);
    Set<Long> asked = new HashSet<>(lister.values());
    listings.forEach(listing -> asked.add(listing.personId()));
    asked.removeAll(added);
    Map<Long, Long> lanes = lanes(asked);
    Joined joined = new Joined();
    for (Listing listing : listings) {
      long lane = lanes.getOrDefault(listing.personId(), listing.personId());
      Long other = lister.putIfAbsent(listing.number(), listing.personId());
      if (other != null) {
        joined.join(lane, lanes.getOrDefault(other, other));
      }
    }
    jdbc.batchUpdate(
        MERGE,
        lanes.values().stream()
            .distinct()
            .filter(lane -> joined.lowest(lane) != lane)
            .map(lane -> new Object[] {joined.lowest(lane), lane})
            .toList());
    Map<Long, Long> drawn = new HashMap<>();
    added.forEach(person -> drawn.put(person, joined.lowest(person)));
    return drawn;
  }

  /** Draws all lanes anew: phones that are listed no more may have kept people together. */
  public void draw() {
    Long highest = jdbc.queryForObject(HIGHEST, Long.class);
    Joined joined = joined(highest == null ? 0 : highest);
    for (long from = 0; highest != null && from < highest; from += STEP) {
      List<Object[]> changes = new ArrayList<>();
      jdbc.query(
          DRAWN,
          (RowCallbackHandler)
              row -> {
                long lane = joined.lowest(row.getLong(1));
                if (lane != row.getLong(2)) {
                  changes.add(new Object[] {lane, row.getLong(1)});
                }
              },
          from,
          from + STEP);
      jdbc.batchUpdate(MOVE, changes);
    }
  }

  private Joined joined(long highest) {
    Joined joined = new Joined();
    LongLongHashMap first = new LongLongHashMap();
    for (long from = 0; from < highest; from += STEP) {
      jdbc.query(
          LISTED,
          (RowCallbackHandler)
              row -> {
                long person = row.getLong(1);
                long number = Long.parseLong(row.getString(2).substring(1));
                if (!first.putIfAbsent(number, person)) {
                  joined.join(person, first.get(number));
                }
              },
          from,
          from + STEP);
    }
    return joined;
  }

  private Map<PhoneNumber, Long> listers(Set<PhoneNumber> numbers) {
    Map<PhoneNumber, Long> listers = new HashMap<>();
    People.pages(
        numbers.stream().map(PhoneNumber::e164).toList(),
        page ->
            named.query(
                ONE_LISTER,
                Map.of("keys", page),
                (RowCallbackHandler)
                    row -> {
                      long person = row.getLong(2);
                      if (!row.wasNull()) {
                        listers.put(new PhoneNumber(row.getString(1)), person);
                      }
                    }));
    return listers;
  }

  private Map<Long, Long> lanes(Set<Long> people) {
    Map<Long, Long> lanes = new HashMap<>();
    People.pages(
        people,
        page ->
            named.query(
                LANES,
                Map.of("keys", page),
                (RowCallbackHandler) row -> lanes.put(row.getLong(1), row.getLong(2))));
    return lanes;
  }
}
