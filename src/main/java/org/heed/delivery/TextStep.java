package org.heed.delivery;

import org.heed.address.Senders;
import org.heed.gateway.Gateway;
import org.heed.job.Progress;
import org.heed.job.StoppableWork;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The night's texts: sends what is routed to SMS. */
@Component
class TextStep extends StoppableWork {
  private final TextQueue queue;
  private final Claims claims;
  private final Recorder recorder;
  private final ObjectProvider<Gateway> gateway;
  private final Senders senders;
  private final DeliveryProperties properties;
  private final Night night;
  private final Progress progress;

  TextStep(
      JobRepository repository,
      TextQueue queue,
      Claims claims,
      Recorder recorder,
      ObjectProvider<Gateway> gateway,
      Senders senders,
      DeliveryProperties properties,
      Night night,
      Progress progress) {
    super("text", repository);
    this.progress = progress;
    this.queue = queue;
    this.claims = claims;
    this.recorder = recorder;
    this.gateway = gateway;
    this.senders = senders;
    this.properties = properties;
    this.night = night;
  }

  @Override
  protected void work(long runId) throws Exception {
    queue.rewind();
    if (!night.textsMayGo() || queue.isEmpty()) {
      return;
    }
    progress.begin("texts", queue.size());
    try (Courier courier =
        new Courier(gateway.getObject(), recorder, properties.concurrency(), this::stopping)) {
      new Dispatch(
              queue,
              claims,
              courier,
              new Pace(senders, properties.backoff()),
              new Faults(senders, properties.maxAttempts(), night),
              properties.concurrency(),
              progress,
              this::stopping)
          .run(runId);
    }
    progress.end();
  }
}
