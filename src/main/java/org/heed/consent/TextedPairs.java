package org.heed.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.heed.address.Times;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which phones had a text of which sender, so that only the first says how to stop (R8). */
@Component
public class TextedPairs {
  private static final String FIRST =
      "update pair set first_text_at = coalesce(first_text_at, ?) where sender = ? and number = ?";
  private static final String NEW =
      """
      insert into pair (first_text_at, sender, number)
      select cast(? as timestamp(6) with time zone), cast(? as varchar(20)), cast(? as varchar(20))
      from (values (0)) as one (n)
      where not exists (select 1 from pair where sender = ? and number = ?)
      """;

  private final JdbcTemplate jdbc;

  TextedPairs(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes that these were texted, in the caller's transaction; what is known already stays. */
  public void note(Collection<Pair> texted, Instant now) {
    List<Object[]> rows =
        texted.stream()
            .map(pair -> new Object[] {Times.utc(now), pair.sender().e164(), pair.phone().e164()})
            .toList();
    int[] known = jdbc.batchUpdate(FIRST, rows);
    jdbc.batchUpdate(
        NEW,
        IntStream.range(0, known.length)
            .filter(i -> known[i] == 0)
            .mapToObj(rows::get)
            .map(row -> new Object[] {row[0], row[1], row[2], row[1], row[2]})
            .toList());
  }
}
