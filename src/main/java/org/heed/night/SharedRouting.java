package org.heed.night;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.heed.job.Night;
import org.heed.job.Progress;
import org.heed.queue.Messages;
import org.heed.queue.OnlyCampaign;
import org.heed.routing.Router;
import org.heed.worker.Membership;
import org.heed.worker.Part;
import org.heed.worker.Round;
import org.heed.worker.Workers;
import org.springframework.stereotype.Component;

/** The routing of a run's messages by several processes. */
@Component
class SharedRouting {
  /** Fewer are routed before a worker has seen them. */
  private static final long WORTH_SHARING = 2_000;

  private final RoutingPages pages;
  private final OnlyCampaign only;
  private final Workers workers;
  private final Messages messages;
  private final Night night;
  private final Progress progress;

  SharedRouting(
      RoutingPages pages,
      OnlyCampaign only,
      Workers workers,
      Messages messages,
      Night night,
      Progress progress) {
    this.workers = workers;
    this.messages = messages;
    this.night = night;
    this.progress = progress;
    this.pages = pages;
    this.only = only;
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
    QueueReader reader = pages.reader(() -> Night.Mode.WHOLE);
    try {
      part.work(stopping, () -> route(part, reader, stopping));
      return true;
    } finally {
      member.leave();
    }
  }

  private boolean route(Part part, QueueReader reader, BooleanSupplier stopping) {
    Membership member = part.member();
    reader.begin(member.lanes());
    List<Router.Routed> page = reader.routed();
    while (!page.isEmpty()) {
      pages.write(page, () -> member.keep(member.lanes()));
      part.done(page.size());
      if (part.look(false)) {
        reader.begin(member.lanes());
      }
      if (part.over() || stopping.getAsBoolean()) {
        break;
      }
      page = reader.routed();
    }
    return true;
  }
}
