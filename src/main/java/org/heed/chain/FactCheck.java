package org.heed.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.heed.address.Sha256;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Holds the facts against what was sealed of them. */
final class FactCheck {
  /** What is sealed late was recorded a moment before, unless somebody dates it back. */
  private static final Duration LATE = Duration.ofDays(1);

  private static final String TAKEN_OVER = "select taken_over from chain_head where id = 1";

  private final JdbcTemplate jdbc;
  private final Consumer<Break> broken;
  private final long takenOver;
  private Instant latest = Instant.EPOCH;

  FactCheck(JdbcTemplate jdbc, Consumer<Break> broken) {
    this.jdbc = jdbc;
    this.broken = broken;
    this.takenOver = Objects.requireNonNull(jdbc.queryForObject(TAKEN_OVER, Long.class));
  }

  /** The next links in order. */
  void next(List<Link> links) {
    Map<String, Map<Long, Fact>> facts = new HashMap<>();
    links.stream()
        .collect(Collectors.groupingBy(Link::kind))
        .forEach((kind, of) -> facts.put(kind, facts(kind, of)));
    links.forEach(
        link -> check(link, facts.getOrDefault(link.kind(), Map.of()).get(link.factId())));
  }

  private Map<Long, Fact> facts(String name, List<Link> links) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(name)) {
        return Facts.of(jdbc, kind, links.stream().map(Link::factId).toList()).stream()
            .collect(Collectors.toMap(Fact::id, fact -> fact));
      }
    }
    return Map.of();
  }

  private void check(Link link, @Nullable Fact fact) {
    if (fact == null) {
      broken.accept(
          new Break(
              subject(link.kind(), link.factId()), Phrases.of("chain.gone", link.position())));
      return;
    }
    if (!fact.hash().equals(link.factHash())) {
      broken.accept(
          new Break(
              subject(link.kind(), link.factId()), Phrases.of("chain.other", link.position())));
    }
    if (link.position() <= takenOver) {
      return;
    }
    if (fact.at().isBefore(latest.minus(LATE))) {
      broken.accept(
          new Break(
              subject(link.kind(), link.factId()),
              Phrases.of("chain.dated.back", fact.at(), link.position(), latest)));
    }
    latest = fact.at().isAfter(latest) ? fact.at() : latest;
  }

  /** What stands among facts that were sealed and is not sealed itself. */
  void unseen() {
    Sealer.marks(jdbc)
        .forEach(
            (kind, mark) -> {
              for (List<Long> page = unseen(kind, mark, -1);
                  !page.isEmpty();
                  page = unseen(kind, mark, page.get(page.size() - 1))) {
                page.forEach(
                    id ->
                        broken.accept(
                            new Break(subject(kind.name(), id), Phrases.of("chain.never"))));
              }
            });
  }

  /** The events have of each wording its hash alone. */
  void wordings() {
    jdbc.query(
        "select hash, body from wording",
        row -> {
          if (!Sha256.hex(row.getString("body")).equals(row.getString("hash"))) {
            broken.accept(
                new Break(
                    Phrases.of("chain.wording", row.getString("hash")), Phrases.of("chain.words")));
          }
        });
  }

  private List<Long> unseen(Kind kind, long mark, long after) {
    return jdbc.queryForList(kind.lowestUnsealed(), Long.class, after, kind.name()).stream()
        .filter(id -> id <= kind.from(mark))
        .toList();
  }

  private static String subject(String kind, long id) {
    for (Kind one : Kind.values()) {
      if (one.name().equals(kind)) {
        return one.words() + " " + id;
      }
    }
    return kind + " " + id;
  }
}
