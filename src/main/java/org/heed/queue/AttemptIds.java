package org.heed.queue;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Numbers the attempts, in the order of their intents: each run takes a block of its own from the
 * database, so large that none needs a second.
 */
@Component
public class AttemptIds {
  private static final long BLOCK = 1_000_000_000;
  private static final String TAKE =
      """
      update id_block set next_id = ? + greatest(next_id,
        coalesce((select max(id) from attempt), 0) + 1,
        coalesce((select max(attempt_id) from intent), 0) + 1)
      where name = 'attempt'
      """;
  private static final String ADD = "insert into id_block (name, next_id) values ('attempt', 1)";
  private static final String NEXT = "select next_id from id_block where name = 'attempt'";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final AtomicLong last = new AtomicLong(-1);

  AttemptIds(JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /**
   * Takes a new block, after every number there is; once at the start of every run.
   *
   * @return a number between those of earlier runs and this one's
   */
  public long reset() {
    long next = Objects.requireNonNull(transaction.execute(status -> take()));
    last.set(next - BLOCK - 1);
    return last.get();
  }

  private long take() {
    if (jdbc.update(TAKE, BLOCK) == 0) {
      jdbc.update(ADD);
      jdbc.update(TAKE, BLOCK);
    }
    return Objects.requireNonNull(jdbc.queryForObject(NEXT, Long.class));
  }

  /** The next id. */
  public long next() {
    if (last.get() < 0) {
      reset();
    }
    return last.incrementAndGet();
  }
}
