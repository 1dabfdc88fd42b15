package org.heed.night;

import java.util.function.LongConsumer;
import org.heed.email.EmailStep;
import org.heed.job.BatchRuns;
import org.heed.job.CallStep;
import org.heed.job.Night;
import org.heed.job.Progress;
import org.heed.pause.Cancellations;
import org.heed.pause.PauseWatch;
import org.heed.routing.Router;
import org.heed.storage.Backup;
import org.heed.text.TextStep;
import org.heed.worker.Workers;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The night's job: what happens in which order. */
@Configuration(proxyBeanMethods = false)
@Import(Nightly.class)
class NightlyConfiguration {

  @Bean
  Job nightlyJob(
      BatchRuns runs,
      RoutingPages pages,
      Night night,
      GatewaySteps gateway,
      Preparation preparation,
      SharedRouting routing,
      TextStep text,
      PauseWatch pauses,
      Cancellations cancellations,
      EmailStep email,
      NightOutcomes outcomes,
      NightNotices notices,
      Backup backup,
      Workers workers,
      Progress progress) {
    LongConsumer settle =
        runId -> {
          if (workers.end(runs::stopping)) {
            gateway.settle(runId);
          }
        };
    LongConsumer queue = runId -> routing.handOut(runId, runs::stopping);
    LongConsumer pause = runId -> pauses.end();
    return runs.job("nightly")
        .listener(night)
        .start(new CallStep("settle", runs, settle))
        .next(new CallStep("replies", runs, gateway::readReplies))
        .next(new CallStep("queue", runs, ((LongConsumer) preparation::queue).andThen(queue)))
        .next(route(runs, pages, night, progress))
        .next(text)
        .next(new CallStep("error", runs, gateway::reconcile))
        .next(new CallStep("pause", runs, pause.andThen(runId -> cancellations.finish())))
        .next(email)
        .next(new CallStep("summary", runs, outcomes::write))
        .next(new CallStep("notices", runs, notices::send))
        .next(new CallStep("backup", runs, runId -> backup(night, backup, pages)))
        .build();
  }

  private static Step route(BatchRuns runs, RoutingPages pages, Night night, Progress progress) {
    Router router = pages.router();
    return runs.<Router.Routable, Router.Routed>chunks("route", QueueReader.PAGE)
        .reader(pages.reader(night::mode))
        .processor(router::route)
        .writer(
            chunk -> {
              router.write(chunk.getItems());
              progress.add(chunk.size());
            })
        .build();
  }

  /** Copies the embedded database when the night is over. */
  private static void backup(Night night, Backup backup, RoutingPages pages) {
    if (night.mode() == Night.Mode.WHOLE) {
      backup.make(pages.router().now());
    }
  }
}
