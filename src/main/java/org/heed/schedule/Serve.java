package org.heed.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.job.BatchRuns;
import org.heed.job.JobResult;
import org.heed.job.JobRun;
import org.heed.job.Jobs;
import org.heed.job.Runs;
import org.heed.job.Wake;
import org.heed.storage.DamagedDatabase;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.DatabaseHold;
import org.heed.storage.SilentDatabase;
import org.heed.storage.StorageFull;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Runs every job at its times, one after the other, and what jobs want to be run for in between. A
 * time that was missed is made up for once. Between runs the database is let go.
 */
@Component
public class Serve {
  private static final Logger log = LoggerFactory.getLogger(Serve.class);
  private static final Duration RETRY = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final int PATIENCE_SECONDS = 18;

  private final Jobs jobs;
  private final Runs runs;
  private final BatchRuns batch;
  private final DatabaseHold database;
  private final Institution institution;
  private final Clock clock;
  private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Consumer<String> out = line -> {};
  private @Nullable Instant wakeAt;

  Serve(
      Jobs jobs,
      Runs runs,
      BatchRuns batch,
      DatabaseHold database,
      Institution institution,
      Clock clock) {
    this.jobs = jobs;
    this.runs = runs;
    this.batch = batch;
    this.database = database;
    this.institution = institution;
    this.clock = clock;
  }

  /**
   * Serves until {@link #stop}. The caller holds the database; it is let go of between runs.
   *
   * @param files the jobs; those without a cron are left out
   * @param out what is to be told, line by line
   */
  public void run(List<JobFile> files, Consumer<String> out) throws InterruptedException {
    this.out = out;
    scheduler.setPoolSize(1);
    scheduler.setThreadNamePrefix("serve-");
    scheduler.setClock(clock);
    scheduler.setWaitForTasksToCompleteOnShutdown(true);
    // Else ending waits for tonight.
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    scheduler.setAwaitTerminationSeconds(PATIENCE_SECONDS);
    scheduler.initialize();
    try {
      for (JobFile job : files) {
        if (job.cron() != null) {
          jobs.kind(job.kind(), job.name()).check(job.parameters());
          begin(job);
        }
      }
      planWake(false);
    } finally {
      database.release();
    }
    stopped.await();
    batch.stop();
    scheduler.shutdown();
  }

  /** Ends what runs in order, and then {@link #run}. */
  public void stop() {
    stopped.countDown();
    batch.stop();
  }

  private void begin(JobFile job) {
    Schedule schedule = job.schedule(institution.zone());
    Instant now = clock.instant();
    Optional<Schedule.Due> missed =
        schedule
            .latest(runs.knownSince(job.name()), now)
            .filter(due -> !runs.isDone(job.name(), due.key()));
    if (missed.isPresent()) {
      say(job.name() + ": was due at " + local(missed.get().at()) + ", is made up for now");
      Schedule.Due due = missed.get();
      later(now, () -> attempt(job, due.key(), due.at()));
    }
    plan(job, schedule, now);
  }

  private void plan(JobFile job, Schedule schedule, Instant after) {
    Optional<Schedule.Due> next = schedule.next(after);
    if (next.isEmpty()) {
      say(job.name() + ": is never due again");
      return;
    }
    Schedule.Due due = next.get();
    if (!job.kind().equals("import")) {
      say(job.name() + ": next at " + local(due.at()));
    }
    // An import may be repeated, and does not wait for a clock that was set back.
    boolean once = !job.kind().equals("import");
    Instant planned = once ? Instant.MIN : clock.instant();
    later(
        due.at(),
        planned,
        () -> {
          try {
            attempt(job, due.key(), due.at());
          } finally {
            Instant now = clock.instant();
            plan(job, schedule, once && due.at().isAfter(now) ? due.at() : now);
          }
        },
        () -> plan(job, schedule, clock.instant()));
  }

  private void attempt(JobFile job, @Nullable String key, Instant due) {
    if (stopped.getCount() == 0) {
      return;
    }
    try {
      database.hold("serve");
    } catch (DatabaseBusy busy) {
      retry(job, key, due, busy);
      return;
    } catch (DamagedDatabase | ConfigurationProblem | StorageFull problem) {
      say(job.name() + ": could not: " + problem.getMessage());
      return;
    }
    try {
      Optional<JobResult> result =
          jobs.run(job.kind(), new JobRun(job.name(), job.parameters(), key));
      result.ifPresent(done -> tell(job, done));
      planWake(true);
    } catch (DatabaseBusy busy) {
      retry(job, key, due, busy);
    } catch (ConfigurationProblem | StorageFull | SilentDatabase problem) {
      say(job.name() + ": could not: " + problem.getMessage());
    } catch (RuntimeException e) {
      log.error("the job {} failed", job.name(), e);
      say(job.name() + ": failed (" + e.getClass().getSimpleName() + "); see the log");
    } finally {
      database.release();
    }
  }

  private void retry(JobFile job, @Nullable String key, Instant due, DatabaseBusy busy) {
    log.info("{} waits: {}", job.name(), String.valueOf(busy.getMessage()));
    later(clock.instant().plus(RETRY), () -> attempt(job, key, due));
  }

  /**
   * Looks at the clock again and again: a wait once computed does not follow a clock that is set.
   */
  private void later(Instant at, Runnable work) {
    later(at, Instant.MIN, work, work);
  }

  /**
   * @param planned when this was planned
   * @param setBack what is to be done instead once the clock is before that
   */
  private void later(Instant at, Instant planned, Runnable work, Runnable setBack) {
    if (stopped.getCount() == 0) {
      return;
    }
    Instant look = clock.instant().plus(LOOK);
    var unused =
        scheduler.schedule(
            () -> {
              Instant now = clock.instant();
              if (now.isBefore(planned)) {
                setBack.run();
              } else if (now.isBefore(at)) {
                later(at, planned, work, setBack);
              } else {
                work.run();
              }
            },
            at.isBefore(look) ? at : look);
  }

  /**
   * @param tried whether what is overdue was tried just now
   */
  private void planWake(boolean tried) {
    List<Map.Entry<String, Wake>> wakes = jobs.wakes();
    Instant now = clock.instant();
    Instant planned = wakeAt;
    Instant due = wakes.isEmpty() ? null : wakes.get(0).getValue().at();
    boolean overdue = due != null && !due.isAfter(now);
    // What could not be done just now is not tried again without a pause, nor put off for ever.
    Instant at = !overdue || !tried ? due : now.plus(PAUSE);
    if (at == null || at.equals(planned) || (overdue && planned != null && planned.isAfter(now))) {
      return;
    }
    Map.Entry<String, Wake> next = wakes.get(0);
    String kind = next.getKey();
    say(kind + ": " + next.getValue().why() + ", next at " + local(at));
    JobFile job = new JobFile(kind, kind, null, null, next.getValue().parameters());
    wakeAt = at;
    later(
        at,
        () -> {
          if (at.equals(wakeAt)) {
            attempt(job, null, at);
          }
        });
  }

  private void tell(JobFile job, JobResult result) {
    String problem = result.problem();
    if (problem != null) {
      say(job.name() + ": could not: " + problem);
    }
    if (!result.done() || jobs.kind(job.kind(), job.name()).didSomething(result)) {
      result.lines().forEach(line -> say(job.name() + ": " + line));
    }
  }

  private void say(String line) {
    out.accept(local(clock.instant()) + " " + line);
  }

  private String local(Instant time) {
    return institution.local(time);
  }
}
