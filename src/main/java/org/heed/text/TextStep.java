package org.heed.text;

import java.time.Clock;
import org.heed.consent.BasisRule;
import org.heed.job.BatchRuns;
import org.heed.job.Night;
import org.heed.job.Progress;
import org.heed.job.StoppableWork;
import org.heed.pause.OptOutShare;
import org.heed.pause.PauseWatch;
import org.heed.queue.TextQueue;
import org.heed.replies.ReplyLogReader;
import org.heed.settings.DeliverySettings;
import org.springframework.stereotype.Component;

/** The night's texts: sends what is routed to SMS, or has it sent where there are workers. */
@Component
public class TextStep extends StoppableWork {
  private final TextQueue queue;
  private final Sending sending;
  private final Shares shares;
  private final DeliverySettings properties;
  private final Night night;
  private final Progress progress;
  private final PauseWatch pauses;
  private final ReplyLogReader replies;
  private final Clock clock;
  private final PersonLimit limit;
  private final BasisRule basis;

  TextStep(
      BatchRuns runs,
      TextQueue queue,
      Sending sending,
      Shares shares,
      DeliverySettings properties,
      Night night,
      Progress progress,
      PauseWatch pauses,
      ReplyLogReader replies,
      Clock clock,
      PersonLimit limit,
      BasisRule basis) {
    super("text", runs);
    this.queue = queue;
    this.sending = sending;
    this.shares = shares;
    this.properties = properties;
    OptOutShare.parse(properties.pauseAtOptOuts());
    this.night = night;
    this.progress = progress;
    this.pauses = pauses;
    this.replies = replies;
    this.clock = clock;
    this.limit = limit;
    this.basis = basis;
  }

  @Override
  protected void work(long runId) throws Exception {
    pauses.begin(OptOutShare.parse(properties.pauseAtOptOuts()), runId);
    limit.begin(clock.instant());
    basis.begin(clock.instant());
    queue.rewind();
    if (!night.textsMayGo() || queue.isEmpty()) {
      return;
    }
    progress.begin("texts", queue.size());
    try (ReplyWatch watch =
        new ReplyWatch(replies, night, clock, replies.readAt(), this::stopping)) {
      boolean whole = send(runId, false, watch);
      if (whole && !stopping() && queue.hasSplit()) {
        // Of two lanes that two processes had; now one has both.
        send(runId, true, watch);
      }
    }
    progress.end();
  }

  /** True: it was not stopped before its end. */
  private boolean send(long runId, boolean alone, ReplyWatch watch) throws InterruptedException {
    try (Share share = shares.manages(runId, alone, watch::since, this::stopping)) {
      sending.run(runId, share, watch, this::stopping);
      return share.lanes() != null && share.over() && !share.stopped();
    }
  }
}
