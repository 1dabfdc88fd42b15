package org.heed.delivery;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps a run that slept past its lease from going on beside the one that took over: whoever takes
 * over ends the other's execution first.
 */
@Component
class RunFence {
  private static final String ENDED =
      """
      select count(*) from batch_job_execution
      where job_execution_id = ? and status not in ('STARTING', 'STARTED', 'STOPPING')
      """;

  private final JdbcTemplate jdbc;

  RunFence(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Passes while the run is its own master.
   *
   * @throws IllegalStateException when another run has taken over
   */
  void check(long runId) {
    Integer ended = jdbc.queryForObject(ENDED, Integer.class, runId);
    if (ended != null && ended > 0) {
      throw new IllegalStateException("another run has taken over from run " + runId);
    }
  }
}
