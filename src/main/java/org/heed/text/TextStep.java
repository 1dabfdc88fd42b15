package org.heed.text;

import java.time.Clock;
import org.heed.address.Senders;
import org.heed.consent.BasisRule;
import org.heed.gateway.Gateway;
import org.heed.job.BatchRuns;
import org.heed.job.Progress;
import org.heed.job.StoppableWork;
import org.heed.pause.OptOutShare;
import org.heed.pause.PauseWatch;
import org.heed.queue.Recorder;
import org.heed.queue.TextQueue;
import org.heed.replies.ReplyLogReader;
import org.heed.run.Night;
import org.heed.settings.DeliverySettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The night's texts: sends what is routed to SMS. */
@Component
public class TextStep extends StoppableWork {
  private final TextQueue queue;
  private final Claims claims;
  private final Recorder recorder;
  private final ObjectProvider<Gateway> gateway;
  private final Senders senders;
  private final DeliverySettings properties;
  private final Night night;
  private final Progress progress;
  private final PauseWatch pauses;
  private final LastLook lastLook;
  private final ReplyLogReader replies;
  private final Clock clock;
  private final PersonLimit limit;
  private final BasisRule basis;

  TextStep(
      BatchRuns runs,
      TextQueue queue,
      Claims claims,
      Recorder recorder,
      ObjectProvider<Gateway> gateway,
      Senders senders,
      DeliverySettings properties,
      Night night,
      Progress progress,
      PauseWatch pauses,
      LastLook lastLook,
      ReplyLogReader replies,
      Clock clock,
      PersonLimit limit,
      BasisRule basis) {
    super("text", runs);
    this.limit = limit;
    this.basis = basis;
    this.progress = progress;
    this.queue = queue;
    this.claims = claims;
    this.recorder = recorder;
    this.gateway = gateway;
    this.senders = senders;
    this.properties = properties;
    OptOutShare.parse(properties.pauseAtOptOuts());
    this.night = night;
    this.pauses = pauses;
    this.lastLook = lastLook;
    this.replies = replies;
    this.clock = clock;
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
    try (ConsentWatch consent = lastLook.watch();
        ReplyWatch watch = new ReplyWatch(replies, night, clock, replies.readAt(), this::stopping);
        Courier courier =
            new Courier(
                gateway.getObject(),
                recorder,
                pauses,
                lastLook,
                properties.concurrency(),
                this::stopping)) {
      new Dispatch(
              queue,
              claims,
              courier,
              new Pace(senders, properties.backoff()),
              new Faults(senders, properties.maxAttempts(), night),
              pauses,
              consent,
              new Concurrency(properties.concurrency()),
              new Ahead(clock),
              progress,
              watch,
              this::stopping)
          .run(runId);
    }
    progress.end();
  }
}
