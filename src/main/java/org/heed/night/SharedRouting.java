package org.heed.night;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.heed.job.Progress;
import org.heed.queue.Messages;
import org.heed.queue.OnlyCampaign;
import org.heed.routing.Router;
import org.heed.run.Night;
import org.heed.worker.Membership;
import org.heed.worker.Part;
import org.heed.worker.Round;
import org.heed.worker.Workers;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The routing of a run's messages by several processes. */
@Component
class SharedRouting {
  private static final long IDLE_MILLIS = 50;

  /** Fewer are routed before a worker has seen them. */
  private static final long WORTH_SHARING = 2_000;

  private final Router router;
  private final OnlyCampaign only;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Workers workers;
  private final Messages messages;
  private final Night night;
  private final Progress progress;

  SharedRouting(
      Router router,
      OnlyCampaign only,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Workers workers,
      Messages messages,
      Night night,
      Progress progress) {
    this.workers = workers;
    this.messages = messages;
    this.night = night;
    this.progress = progress;
    this.router = router;
    this.only = only;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** Has workers route what they can; the rest is for the step that follows. */
  void handOut(long runId, BooleanSupplier stopping) {
    if (night.mode() == Night.Mode.WHOLE && messages.toRoute() > WORTH_SHARING) {
      workers.handOut(
          new Round(runId, Round.Work.ROUTING, only.id()),
          night.attemptsBefore(),
          stopping,
          progress::add,
          night::problem);
    }
  }

  /**
   * Routes what falls into a worker's lanes until the round is over.
   *
   * @return true: there is nothing that others would not meet too
   */
  boolean takePart(Membership member, Round round, BooleanSupplier stopping)
      throws InterruptedException {
    Part part = member.part(round);
    QueueReader reader = new QueueReader(jdbc, only, router, () -> Night.Mode.WHOLE, router::now);
    List<Router.Routed> page = List.of();
    boolean read = false;
    try {
      while (!part.over() && !stopping.getAsBoolean()) {
        boolean idle = read && page.isEmpty();
        if (part.look(idle, 0, lane -> false, lanes -> {}, standing -> {}) || !read) {
          reader.begin(member.lanes());
          read = true;
        } else if (idle) {
          TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
        }
        page = reader.routed();
        write(page, member);
        part.done(page.size());
      }
      return true;
    } finally {
      member.leave();
    }
  }

  private void write(List<Router.Routed> page, Membership member) {
    if (!page.isEmpty()) {
      transaction.executeWithoutResult(
          status -> {
            router.write(page);
            member.keep(member.lanes());
          });
    }
  }
}
