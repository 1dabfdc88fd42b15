package org.heed.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.heed.address.Times;
import org.heed.storage.ManyRows;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlValue;
import org.springframework.stereotype.Component;

/** Which phones had a text of which sender, so that only the first says how to stop (R8). */
@Component
public class TextedPairs {
  // Counted, so that a server looks each up: it would go through the table, empty when it planned.
  private static final String NEW =
      """
      insert into pair (first_text_at, sender, number)
      select cast(? as timestamp(6) with time zone), v.sender, v.number
      from unnest(%1$s, %1$s) as v (sender, number)
      where (select count(*) from pair p where p.number = v.number and p.sender = v.sender) = 0
      """
          .formatted(ManyRows.TEXTS);
  private static final String KNOWN =
      """
      merge into pair p
      using (select v.sender, v.number from unnest(%1$s, %1$s) as v (sender, number)) as v
      on (p.number = v.number and p.sender = v.sender and p.first_text_at is null)
      when matched then update set first_text_at = ?
      """
          .formatted(ManyRows.TEXTS);

  private final JdbcTemplate jdbc;

  TextedPairs(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes that these were texted, in the caller's transaction; what is known already stays. */
  public void note(Collection<Pair> texted, Instant now) {
    ManyRows.each(new LinkedHashSet<>(texted), some -> noteNow(some, now));
  }

  private void noteNow(List<Pair> texted, Instant now) {
    SqlValue senders = ManyRows.texts(texted.stream().map(pair -> pair.sender().e164()).toList());
    SqlValue phones = ManyRows.texts(texted.stream().map(pair -> pair.phone().e164()).toList());
    if (jdbc.update(NEW, Times.utc(now), senders, phones) < texted.size()) {
      jdbc.update(KNOWN, senders, phones, Times.utc(now));
    }
  }
}
