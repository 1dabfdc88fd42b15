package org.heed.consent;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which senders the gateway refuses for which phones, since when (O8). */
final class PairTable {
  private static final String KNOWN = "select number, sender from pair where number in (:numbers)";
  private static final String ADD =
      "insert into pair (refused_since, number, sender) values (?, ?, ?)";
  private static final String SET =
      "update pair set refused_since = ? where number = ? and sender = ?";
  private static final String LIFT =
      """
      update pair set refused_since = null where refused_since <= ? and number = ? and sender = ?
      """;
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

  private record Pair(PhoneNumber number, PhoneNumber sender) {}

  /** Sets the pairs that the new entries concern to what all their events come to. */
  void project(List<Entry> entries, Map<PhoneNumber, List<ConsentEvent>> events) {
    Set<Pair> touched = new HashSet<>();
    for (Entry entry : entries) {
      PhoneNumber sender = entry.sender();
      if (sender != null && entry.number().equals(entry.saidFrom())) {
        touched.add(new Pair(entry.number(), sender));
      }
    }
    Set<Pair> known = new HashSet<>();
    Pages.eachOfNumbers(
        touched.stream().map(Pair::number).toList(),
        page ->
            known.addAll(
                jdbc.sql(KNOWN)
                    .param("numbers", page)
                    .query(
                        (row, index) ->
                            new Pair(
                                new PhoneNumber(row.getString("number")),
                                new PhoneNumber(row.getString("sender"))))
                    .list()));
    List<@Nullable Object[]> added = new ArrayList<>();
    List<@Nullable Object[]> changed = new ArrayList<>();
    for (Pair pair : touched) {
      OffsetDateTime since =
          StatusProjection.disabledSince(
                  events.getOrDefault(pair.number(), List.of()).stream()
                      .filter(event -> event.concernsPairWith(pair.sender()))
                      .toList())
              .map(LedgerTable::at)
              .orElse(null);
      (known.contains(pair) ? changed : added)
          .add(new @Nullable Object[] {since, pair.number().e164(), pair.sender().e164()});
    }
    batch.batchUpdate(ADD, added);
    batch.batchUpdate(SET, changed);
  }

  /** Lifts the pairs of replies that are no event of the ledger (G3, L2). */
  void lift(List<OptIn> replies) {
    batch.batchUpdate(
        LIFT,
        replies.stream()
            .map(
                reply ->
                    new Object[] {
                      LedgerTable.at(reply.occurredAt()),
                      reply.phone().e164(),
                      reply.sender().e164()
                    })
            .toList());
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
