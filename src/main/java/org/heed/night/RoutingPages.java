package org.heed.night;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.heed.job.Night;
import org.heed.queue.OnlyCampaign;
import org.heed.routing.Router;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What is to be routed, page by page, and what the rules say of it. */
@Component
class RoutingPages {
  private final JdbcTemplate jdbc;
  private final OnlyCampaign only;
  private final Router router;
  private final TransactionTemplate transaction;

  RoutingPages(
      JdbcTemplate jdbc, OnlyCampaign only, Router router, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.only = only;
    this.router = router;
    this.transaction = transaction;
  }

  QueueReader reader(Supplier<Night.Mode> mode) {
    return reader(mode, router::now);
  }

  /**
   * @param clock tells what is due
   */
  QueueReader reader(Supplier<Night.Mode> mode, InstantSource clock) {
    return new QueueReader(jdbc, only, router, mode, clock);
  }

  Router router() {
    return router;
  }

  /** Writes a page down, and does the rest of its transaction. */
  void write(List<Router.Routed> page, Runnable rest) {
    transaction.executeWithoutResult(
        status -> {
          router.write(page);
          rest.run();
        });
  }
}
