package org.heed.night;

import org.heed.cancel.Cancellations;
import org.heed.email.EmailStep;
import org.heed.job.BatchRuns;
import org.heed.job.CallStep;
import org.heed.job.Progress;
import org.heed.notice.Notices;
import org.heed.pause.PauseWatch;
import org.heed.queue.OnlyCampaign;
import org.heed.replies.ReplyDigests;
import org.heed.routing.Router;
import org.heed.run.Night;
import org.heed.text.TextStep;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The night's job: what happens in which order. */
@Configuration(proxyBeanMethods = false)
@Import(Nightly.class)
class NightlyConfiguration {

  @Bean
  Job nightlyJob(
      BatchRuns runs,
      JdbcTemplate jdbc,
      OnlyCampaign only,
      Router router,
      Night night,
      Preparation preparation,
      SharedRouting routing,
      TextStep text,
      PauseWatch pauses,
      Cancellations cancellations,
      EmailStep email,
      NightSummary summary,
      FindingNotices findings,
      ReplyDigests digests,
      Notices notices,
      Progress progress) {
    Step route =
        runs.<Router.Routable, Router.Routed>chunks("route", QueueReader.PAGE)
            .reader(new QueueReader(jdbc, only, router, night::mode, router::now))
            .processor(router::route)
            .writer(
                chunk -> {
                  router.write(chunk.getItems());
                  progress.add(chunk.size());
                })
            .build();
    return runs.job("nightly")
        .listener(night)
        .start(new CallStep("settle", runs, preparation::settle))
        .next(new CallStep("replies", runs, preparation::readReplies))
        .next(
            new CallStep(
                "queue",
                runs,
                runId -> {
                  cancellations.finish();
                  preparation.queue(runId);
                  routing.handOut(runId, runs::stopping);
                }))
        .next(route)
        .next(text)
        .next(new CallStep("error", runs, preparation::reconcile))
        .next(
            new CallStep(
                "pause",
                runs,
                runId -> {
                  pauses.end();
                  cancellations.finish();
                }))
        .next(email)
        .next(new CallStep("summary", runs, summary::writeOutcomes))
        .next(
            new CallStep(
                "notices",
                runs,
                runId -> {
                  night.findings(findings.tell());
                  digests.write();
                  night.mailed(notices.send());
                }))
        .next(new CallStep("backup", runs, preparation::backup))
        .build();
  }
}
