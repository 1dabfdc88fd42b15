package org.heed.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The chain of hashes over what was said and decided (E6). */
@Component
public class Chain {
  private static final Logger log = LoggerFactory.getLogger(Chain.class);
  private static final String LINKS =
      """
      select position, kind, fact_id, fact_hash, link from chain_link
      where position > ? order by position fetch first 1000 rows only
      """;

  private static final String POSITION =
      "select position from chain_link where kind = ? and fact_id = ?";

  private final JdbcTemplate jdbc;
  private final Sealer sealer;

  Chain(JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.sealer = new Sealer(jdbc, work -> transaction.executeWithoutResult(status -> work.run()));
  }

  /**
   * Where it stands.
   *
   * @param open how many facts are not sealed yet
   */
  public record State(Head head, long open) {}

  /**
   * Links what is not linked yet, in short transactions of its own. What was recorded stays so
   * whatever happens here; the next time catches up.
   *
   * @return true: all there is is sealed
   */
  public boolean seal() {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return false;
    }
    try {
      sealer.seal();
      return true;
    } catch (CannotGetJdbcConnectionException | CannotCreateTransactionException gone) {
      // Whatever ends for want of the database says so.
      log.info("what was recorded is not sealed yet, the next run does it: no database");
      return false;
    } catch (RuntimeException e) {
      log.warn("what was recorded is not sealed yet, the next run does it: {}", e.toString());
      return false;
    }
  }

  public State state() {
    long open = 0;
    for (Map.Entry<Kind, Long> mark : Sealer.marks(jdbc).entrySet()) {
      open += count(mark.getKey(), mark.getKey().from(mark.getValue()));
    }
    return new State(Sealer.head(jdbc), open);
  }

  private long count(Kind kind, long from) {
    Long count = jdbc.queryForObject(kind.countUnsealed(), Long.class, from, kind.name());
    return count == null ? 0 : count;
  }

  /** Every link in order, page by page. */
  public void each(Consumer<Link> to) {
    pages(page -> page.forEach(to));
  }

  /**
   * Holds every fact against its link, every link against its predecessor, and the end against what
   * is noted of it.
   */
  public void check(Consumer<Break> broken) {
    LinkCheck links = new LinkCheck(List.of(), broken);
    FactCheck facts = new FactCheck(jdbc, broken);
    pages(
        page -> {
          page.forEach(links::next);
          facts.next(page);
        });
    links.end(Sealer.head(jdbc));
    facts.unseen();
    facts.wordings();
  }

  private void pages(Consumer<List<Link>> to) {
    long last = 0;
    for (List<Link> page = page(0); !page.isEmpty(); page = page(last)) {
      to.accept(page);
      last = page.get(page.size() - 1).position();
    }
  }

  private List<Link> page(long after) {
    return jdbc.query(
        LINKS,
        (row, n) ->
            new Link(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5)),
        after);
  }

  /** Holds the chain against a head that is known from outside. */
  public Optional<Break> check(Head given) {
    List<Break> broken = new ArrayList<>();
    LinkCheck end = new LinkCheck(List.of(given), broken::add);
    page(given.position() - 1).stream().limit(1).forEach(link -> end.meet(link.head()));
    end.end(null);
    return broken.stream().findFirst();
  }

  /**
   * The facts about some phones, people and messages, each with its position; 0: it has none yet.
   */
  public Map<Fact, Long> about(
      Collection<String> numbers, Collection<Long> people, Collection<Long> messages) {
    NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(jdbc);
    Map<String, Object> values =
        Map.of(
            "numbers",
            numbers.isEmpty() ? List.of("") : numbers,
            "people",
            people.isEmpty() ? List.of(-1L) : people,
            "messages",
            messages.isEmpty() ? List.of(-1L) : messages);
    Map<Fact, Long> facts = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      for (Fact fact : named.query(kind.about(), values, (row, n) -> Fact.of(kind, row))) {
        List<Long> position = jdbc.queryForList(POSITION, Long.class, kind.name(), fact.id());
        facts.put(fact, position.isEmpty() ? 0L : position.get(0));
      }
    }
    return facts;
  }

  /** One fact's own text as it stands now; empty: there is none. */
  public Optional<Fact> fact(Kind kind, long id) {
    return Facts.of(jdbc, kind, List.of(id)).stream().findFirst();
  }
}
