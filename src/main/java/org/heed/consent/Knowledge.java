package org.heed.consent;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.heed.address.PhoneNumber;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What Heed knew of phones, and from when on: the ledger in the order of its recording (O2, E1).
 */
@Component
public class Knowledge {
  private static final String DECIDED =
      """
      select number from phone where number > :after and decided_by is not null
      order by number fetch first 500 rows only
      """;
  private static final String RECORDED =
      "select id, recorded_at from consent_event where number in (:numbers)";

  private final JdbcClient jdbc;
  private final LedgerTable table;

  Knowledge(JdbcTemplate template, LedgerTable table) {
    this.jdbc = JdbcClient.create(template);
    this.table = table;
  }

  /**
   * What was known of a phone.
   *
   * @param since recorded then; holds until the next one's time
   * @param basis whether texts rested on a basis (E4)
   */
  public record Known(Instant since, SmsStatus status, boolean basis) {}

  /** The next at most 500 phones, by number, of which somebody has said anything. */
  public List<PhoneNumber> phones(String after) {
    return jdbc.sql(DECIDED).param("after", after).query(String.class).list().stream()
        .map(PhoneNumber::new)
        .toList();
  }

  /** For each phone what was known, oldest first; before the first nothing was. */
  public Map<PhoneNumber, List<Known>> of(Collection<PhoneNumber> phones) {
    Map<Long, Instant> recorded = new HashMap<>();
    Pages.eachOfNumbers(
        phones,
        page ->
            jdbc.sql(RECORDED)
                .param("numbers", page)
                .query(
                    row -> {
                      recorded.put(
                          row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
                    }));
    Map<PhoneNumber, List<Known>> known = new HashMap<>();
    table
        .events(phones)
        .forEach(
            (phone, events) -> {
              List<Known> times = new ArrayList<>();
              for (int i = 0; i < events.size(); i++) {
                List<ConsentEvent> until = events.subList(0, i + 1);
                times.add(
                    new Known(
                        Objects.requireNonNull(recorded.get(events.get(i).id())),
                        StatusProjection.status(until),
                        StatusProjection.basis(until).isPresent()));
              }
              known.put(phone, times);
            });
    return known;
  }

  /**
   * The status Heed knew when something began; an opt-out recorded at that very time came after.
   */
  public static SmsStatus at(Instant began, List<Known> known) {
    return last(began, known).map(Known::status).orElse(SmsStatus.DEFAULT);
  }

  /** Whether Heed knew on what a text rested when it began (E4). */
  public static boolean basisAt(Instant began, List<Known> known) {
    return last(began, known).filter(Known::basis).isPresent();
  }

  private static Optional<Known> last(Instant began, List<Known> known) {
    Known last = null;
    for (Known one : known) {
      boolean sameTime = one.since().equals(began) && one.status() != SmsStatus.DISABLED;
      if (one.since().isBefore(began) || sameTime) {
        last = one;
      }
    }
    return Optional.ofNullable(last);
  }
}
