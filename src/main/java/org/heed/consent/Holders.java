package org.heed.consent;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose each number was at any time: a no is that of who held the phone when it was said (O7). */
final class Holders {
  private static final String LISTED =
      """
      select number, person_id, listed_at, cast(null as timestamp(6) with time zone) as ended_at
      from listing where number in (:numbers)
      union all
      select number, person_id, listed_at, ended_at from former_listing where number in (:numbers)
      order by 1, 2
      """;

  private record Span(long personId, Instant from, @Nullable Instant until) {
    boolean covers(Instant at) {
      return !from.isAfter(at) && (until == null || until.isAfter(at));
    }
  }

  private final Map<PhoneNumber, List<Span>> spans = new HashMap<>();

  Holders(JdbcClient jdbc, Collection<PhoneNumber> numbers) {
    Pages.eachOfNumbers(
        numbers,
        page ->
            jdbc.sql(LISTED)
                .param("numbers", page)
                .query(
                    row -> {
                      OffsetDateTime until = row.getObject(4, OffsetDateTime.class);
                      spans
                          .computeIfAbsent(
                              new PhoneNumber(row.getString(1)), number -> new ArrayList<>())
                          .add(
                              new Span(
                                  row.getLong(2),
                                  row.getObject(3, OffsetDateTime.class).toInstant(),
                                  until == null ? null : until.toInstant()));
                    }));
  }

  /**
   * Whose no it was.
   *
   * @param person whom the text was for that it answers; null: not known
   * @param here when it was said, by this machine's clock
   * @return whom the text was for, if they held the phone then; else all who did; where nobody did,
   *     whom the text was for, or whoever lists the phone now
   */
  List<Long> of(PhoneNumber phone, @Nullable Long person, Instant here) {
    List<Span> all = spans.getOrDefault(phone, List.of());
    List<Long> then = people(all.stream().filter(span -> span.covers(here)).toList());
    if (person != null && (then.isEmpty() || then.contains(person))) {
      return List.of(person);
    }
    return then.isEmpty()
        ? people(all.stream().filter(span -> span.until() == null).toList())
        : then;
  }

  private static List<Long> people(List<Span> spans) {
    return spans.stream().map(Span::personId).distinct().toList();
  }
}
