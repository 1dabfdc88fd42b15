package org.heed.message;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Numbers the attempts, in the order of their intents; right only under the run lock. */
@Component
public class AttemptIds {
  private static final String LAST = "select coalesce(max(id), 0) from attempt";

  private final JdbcTemplate jdbc;
  private final AtomicLong last = new AtomicLong(-1);

  AttemptIds(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Begins again after the highest there is; once at the start of every run.
   *
   * @return the highest there is
   */
  public long reset() {
    Long highest = jdbc.queryForObject(LAST, Long.class);
    last.set(highest == null ? 0 : highest);
    return last.get();
  }

  /** The next id. */
  public long next() {
    if (last.get() < 0) {
      reset();
    }
    return last.incrementAndGet();
  }
}
