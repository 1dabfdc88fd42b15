package org.heed.consent;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which senders the gateway refuses for which phones, since when (O8). */
final class PairTable {
  private static final String KNOWN =
      "select number, sender, lifted_at from pair where number in (:numbers)";
  private static final String ADD =
      "insert into pair (refused_since, lifted_at, number, sender) values (?, ?, ?, ?)";
  private static final String SET =
      "update pair set refused_since = ?, lifted_at = ? where number = ? and sender = ?";
  private static final String REFUSED =
      """
      select number, sender from pair where number in (:numbers) and refused_since is not null
      order by number, refused_since, sender
      """;

  private final JdbcTemplate batch;
  private final JdbcClient jdbc;

  PairTable(JdbcTemplate template) {
    this.batch = template;
    this.jdbc = JdbcClient.create(template);
  }

  /** Sets the pairs that the new entries concern to what all their events come to. */
  void project(List<Entry> entries, Map<PhoneNumber, List<ConsentEvent>> events) {
    Map<Pair, Instant> touched = new LinkedHashMap<>();
    for (Entry entry : entries) {
      PhoneNumber sender = entry.sender();
      if (sender != null && entry.number().equals(entry.saidFrom())) {
        touched.put(new Pair(sender, entry.number()), Instant.MIN);
      }
    }
    set(touched, events);
  }

  /** Lifts the pairs of replies that are no event of the ledger (G3, L2). */
  void lift(List<OptIn> replies, Map<PhoneNumber, List<ConsentEvent>> events) {
    Map<Pair, Instant> touched = new LinkedHashMap<>();
    replies.forEach(
        reply ->
            touched.merge(
                new Pair(reply.sender(), reply.phone()),
                reply.occurredAt(),
                (one, other) -> one.isAfter(other) ? one : other));
    set(touched, events);
  }

  /**
   * Sets pairs.
   *
   * @param lifted each with when it was lifted; {@link Instant#MIN}: nothing new about that
   */
  private void set(Map<Pair, Instant> lifted, Map<PhoneNumber, List<ConsentEvent>> events) {
    Map<Pair, Instant> known = known(lifted.keySet());
    List<@Nullable Object[]> added = new ArrayList<>();
    List<@Nullable Object[]> changed = new ArrayList<>();
    lifted.forEach(
        (pair, now) -> {
          Instant before = known.getOrDefault(pair, Instant.MIN);
          Instant last = before.isAfter(now) ? before : now;
          Optional<Instant> since =
              StatusProjection.refusedSince(
                  events.getOrDefault(pair.phone(), List.of()).stream()
                      .filter(event -> event.concernsPairWith(pair.sender()))
                      .filter(event -> !event.occurredAt().isBefore(last))
                      .toList());
          (known.containsKey(pair) ? changed : added)
              .add(
                  new @Nullable Object[] {
                    since.map(Times::utc).orElse(null),
                    last.equals(Instant.MIN) ? null : Times.utc(last),
                    pair.phone().e164(),
                    pair.sender().e164()
                  });
        });
    batch.batchUpdate(ADD, added);
    batch.batchUpdate(SET, changed);
  }

  private Map<Pair, Instant> known(Collection<Pair> pairs) {
    Map<Pair, Instant> known = new HashMap<>();
    Pages.eachOfNumbers(
        pairs.stream().map(Pair::phone).toList(),
        page ->
            jdbc.sql(KNOWN)
                .param("numbers", page)
                .query(
                    row -> {
                      OffsetDateTime lifted = row.getObject("lifted_at", OffsetDateTime.class);
                      known.put(
                          new Pair(
                              new PhoneNumber(row.getString("sender")),
                              new PhoneNumber(row.getString("number"))),
                          lifted == null ? Instant.MIN : lifted.toInstant());
                    }));
    return known;
  }

  Map<PhoneNumber, List<PhoneNumber>> refused(Collection<PhoneNumber> phones) {
    Map<PhoneNumber, List<PhoneNumber>> refused = new HashMap<>();
    Pages.eachOfNumbers(
        phones,
        page ->
            jdbc.sql(REFUSED)
                .param("numbers", page)
                .query(
                    row -> {
                      refused
                          .computeIfAbsent(
                              new PhoneNumber(row.getString("number")), key -> new ArrayList<>())
                          .add(new PhoneNumber(row.getString("sender")));
                    }));
    return refused;
  }
}
