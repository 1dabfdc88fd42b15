package org.heed.text;

import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.heed.address.Senders;
import org.heed.gateway.Gateway;
import org.heed.job.Night;
import org.heed.job.Progress;
import org.heed.pause.PauseWatch;
import org.heed.queue.Recorder;
import org.heed.queue.TextQueue;
import org.heed.settings.DeliverySettings;
import org.heed.worker.SenderPace;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Sends what a process has of a run's texts, whoever's run it is. */
@Component
class Sending {
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
  private final SenderPace pace;
  private final Clock clock;

  Sending(
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
      SenderPace pace,
      Clock clock) {
    this.queue = queue;
    this.claims = claims;
    this.recorder = recorder;
    this.gateway = gateway;
    this.senders = senders;
    this.properties = properties;
    this.night = night;
    this.progress = progress;
    this.pauses = pauses;
    this.lastLook = lastLook;
    this.pace = pace;
    this.clock = clock;
  }

  /** Until nothing is left that may go, or it is to stop; every outcome is recorded then. */
  void run(long runId, Share share, Heard replies, BooleanSupplier stopping)
      throws InterruptedException {
    try (ConsentWatch consent = lastLook.watch();
        Courier courier =
            new Courier(
                gateway.getObject(),
                recorder,
                pauses,
                lastLook,
                share,
                properties.concurrency(),
                stopping)) {
      new Dispatch(
              queue,
              claims,
              courier,
              new Pace(rates(share), properties.backoff()),
              new Faults(senders, properties.maxAttempts(), night),
              pauses,
              consent,
              new Concurrency(properties.concurrency()),
              new Ahead(clock),
              progress,
              replies,
              share,
              stopping)
          .run(runId);
    }
  }

  private Rates rates(Share share) {
    return share.lanes() == null ? Rates.own(senders) : new SharedRates(pace, senders);
  }
}
