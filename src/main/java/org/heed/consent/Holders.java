package org.heed.consent;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose each number was at any time: a no is that of who held the phone when it was said (O7). */
final class Holders {
  private static final String LISTED =
      """
      select l.number, l.person_id, l.listed_at,
        cast(null as timestamp(6) with time zone) as ended_at, p.student_id
      from listing l join person p on p.id = l.person_id where l.number in (:numbers)
      union all
      select l.number, l.person_id, l.listed_at, l.ended_at, p.student_id
      from former_listing l join person p on p.id = l.person_id where l.number in (:numbers)
      order by 1, 2
      """;

  private record Span(long personId, boolean named, Instant from, @Nullable Instant until) {
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
                                  row.getString(5) != null,
                                  row.getObject(3, OffsetDateTime.class).toInstant(),
                                  until == null ? null : until.toInstant()));
                    }));
  }

  /**
   * Whose no it was.
   *
   * @param person whom the text was for that it answers; null: not known
   * @param here when it was said, by this machine's clock
   * @return whom the text was for, if they held the phone then and are more than the number; else
   *     all who did; where nobody did, whom the text was for, or whoever lists the phone now
   */
  List<Long> of(PhoneNumber phone, @Nullable Long person, Instant here) {
    List<Span> all = spans.getOrDefault(phone, List.of());
    List<Span> held = all.stream().filter(span -> span.covers(here)).toList();
    List<Long> then = people(held);
    // A text to a number that several share was for nobody in particular.
    boolean named =
        held.stream().anyMatch(span -> span.named() && Objects.equals(span.personId(), person));
    if (person != null && (then.isEmpty() || named || then.equals(List.of(person)))) {
      return List.of(person);
    }
    return then.isEmpty()
        ? people(all.stream().filter(span -> span.until() == null).toList())
        : then;
  }

  /**
   * Everybody it was about: whom the text was for, and all who held the phone then; where nobody
   * did, whoever lists it now.
   */
  Set<Long> about(PhoneNumber phone, @Nullable Long person, Instant here) {
    List<Span> all = spans.getOrDefault(phone, List.of());
    Set<Long> about = new LinkedHashSet<>();
    if (person != null) {
      about.add(person);
    }
    about.addAll(people(all.stream().filter(span -> span.covers(here)).toList()));
    if (about.isEmpty()) {
      about.addAll(people(all.stream().filter(span -> span.until() == null).toList()));
    }
    return about;
  }

  private static List<Long> people(List<Span> spans) {
    return spans.stream().map(Span::personId).distinct().toList();
  }
}
