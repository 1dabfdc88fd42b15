package org.heed.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Links what is not linked yet, so many at a time. Whoever writes facts waits for nobody here;
 * those who seal take turns by a lock on the one row of the head, so that there is one chain.
 */
public final class Sealer {
  private static final int BATCH = 1000;
  private static final String LOCK = "update chain_head set position = position where id = 1";
  private static final String HEAD = "select position, link from chain_head where id = 1";
  private static final String MARKS = "select kind, fact_id from chain_mark";
  private static final String ADD =
      "insert into chain_link (position, kind, fact_id, fact_hash, link) values (?, ?, ?, ?, ?)";
  private static final String MARK =
      "update chain_mark set fact_id = ? where kind = ? and fact_id < ?";
  private static final String BEGUN = "update chain_head set taken_over = position where id = 1";
  private static final String MOVE = "update chain_head set position = ?, link = ? where id = 1";

  private final JdbcTemplate jdbc;
  private final Consumer<Runnable> transaction;

  /**
   * @param transaction does work in a transaction of its own
   */
  public Sealer(JdbcTemplate jdbc, Consumer<Runnable> transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** Seals what there was before there was a chain. */
  public void begin() {
    seal();
    transaction.accept(() -> jdbc.update(BEGUN));
  }

  /** Seals all there is, batch by batch. */
  public void seal() {
    while (isAnyOpen()) {
      transaction.accept(this::batch);
    }
  }

  private boolean isAnyOpen() {
    Map<Kind, Long> marks = marks(jdbc);
    return marks.entrySet().stream()
        .anyMatch(mark -> !open(mark.getKey(), mark.getValue(), 1).isEmpty());
  }

  private void batch() {
    jdbc.update(LOCK);
    Head head = head(jdbc);
    List<Deque<Fact>> open = new ArrayList<>();
    marks(jdbc).forEach((kind, mark) -> open.add(new ArrayDeque<>(open(kind, mark, BATCH))));
    List<Link> links = new ArrayList<>();
    for (Fact next = next(open); next != null && links.size() < BATCH; next = next(open)) {
      Link link = Link.after(head, next);
      links.add(link);
      head = link.head();
    }
    write(links, head);
  }

  private List<Fact> open(Kind kind, long mark, int most) {
    return jdbc.query(
        kind.unsealed(), (row, n) -> Fact.of(kind, row), kind.from(mark), kind.name(), most);
  }

  /** The one that was recorded first among the first of each kind; null: there is none. */
  private static @Nullable Fact next(List<Deque<Fact>> open) {
    return open.stream()
        .filter(facts -> !facts.isEmpty())
        .min(Comparator.comparing(facts -> facts.element().at()))
        .map(Deque::remove)
        .orElse(null);
  }

  private void write(List<Link> links, Head head) {
    Map<String, Long> highest = new TreeMap<>();
    links.forEach(link -> highest.merge(link.kind(), link.factId(), Math::max));
    jdbc.batchUpdate(ADD, links.stream().map(Sealer::row).toList());
    jdbc.batchUpdate(
        MARK,
        highest.entrySet().stream()
            .map(one -> new Object[] {one.getValue(), one.getKey(), one.getValue()})
            .toList());
    jdbc.update(MOVE, head.position(), head.hash());
  }

  private static Object[] row(Link link) {
    return new Object[] {link.position(), link.kind(), link.factId(), link.factHash(), link.hash()};
  }

  static Head head(JdbcTemplate jdbc) {
    return Objects.requireNonNull(
        jdbc.queryForObject(HEAD, (row, n) -> new Head(row.getLong(1), row.getString(2))));
  }

  static Map<Kind, Long> marks(JdbcTemplate jdbc) {
    Map<Kind, Long> marks = new EnumMap<>(Kind.class);
    jdbc.query(
        MARKS,
        row -> {
          marks.put(Kind.valueOf(row.getString(1)), row.getLong(2));
        });
    return marks;
  }
}
