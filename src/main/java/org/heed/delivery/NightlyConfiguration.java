package org.heed.delivery;

import org.heed.job.CallStep;
import org.heed.job.Progress;
import org.heed.notice.Notices;
import org.heed.pause.PauseWatch;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The night's job: what happens in which order. */
@Configuration(proxyBeanMethods = false)
class NightlyConfiguration {

  @Bean
  Job nightlyJob(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcTemplate jdbc,
      Router router,
      Night night,
      Preparation preparation,
      TextStep text,
      PauseWatch pauses,
      EmailStep email,
      NightSummary summary,
      FindingNotices findings,
      Notices notices,
      Progress progress) {
    Step route =
        new StepBuilder("route", repository)
            .<Router.Routable, Router.Routed>chunk(QueueReader.PAGE)
            .transactionManager(transactions)
            .reader(new QueueReader(jdbc, router, night))
            .processor(router::route)
            .writer(
                chunk -> {
                  router.write(chunk.getItems());
                  progress.add(chunk.size());
                })
            .allowStartIfComplete(true)
            .build();
    return new JobBuilder("nightly", repository)
        .listener(night)
        .start(new CallStep("settle", repository, preparation::settle))
        .next(new CallStep("replies", repository, preparation::readReplies))
        .next(new CallStep("queue", repository, preparation::queue))
        .next(route)
        .next(text)
        .next(new CallStep("error", repository, preparation::reconcile))
        .next(new CallStep("pause", repository, runId -> pauses.end()))
        .next(email)
        .next(new CallStep("summary", repository, summary::writeOutcomes))
        .next(
            new CallStep(
                "notices",
                repository,
                runId -> {
                  night.findings(findings.tell());
                  night.mailed(notices.send());
                }))
        .next(new CallStep("backup", repository, preparation::backup))
        .build();
  }
}
