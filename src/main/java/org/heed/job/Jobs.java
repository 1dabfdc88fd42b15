package org.heed.job;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The kinds of job there are, and how one is run. */
@Component
public class Jobs {
  private static final String FINISHED =
      "select count(*) from scheduled_run where job = ? and scheduled_for = ? and finished_at is not null";
  private static final String STARTED =
      "select count(*) from scheduled_run where job = ? and scheduled_for = ?";
  private static final String START =
      "insert into scheduled_run (job, scheduled_for, started_at) values (?, ?, ?)";
  private static final String FINISH =
      "update scheduled_run set finished_at = ? where job = ? and scheduled_for = ?";

  private final Map<String, JobKind> kinds;
  private final List<Preflight> preflights;
  private final RunLock lock;
  private final JdbcTemplate jdbc;
  private final JobOperator operator;
  private final JobRepository repository;
  private final Clock clock;

  Jobs(
      List<JobKind> kinds,
      List<Preflight> preflights,
      RunLock lock,
      JdbcTemplate jdbc,
      JobOperator operator,
      JobRepository repository,
      Clock clock) {
    this.kinds =
        kinds.stream()
            .collect(
                Collectors.toMap(JobKind::name, kind -> kind, (a, b) -> a, LinkedHashMap::new));
    this.preflights = preflights;
    this.lock = lock;
    this.jdbc = jdbc;
    this.operator = operator;
    this.repository = repository;
    this.clock = clock;
  }

  /**
   * The kind of this name.
   *
   * @param where what names it, for the error
   */
  public JobKind kind(String name, String where) {
    JobKind kind = kinds.get(name);
    if (kind == null) {
      throw new ConfigurationProblem(
          where + ": found " + name + ", expected one of " + String.join(", ", kinds.keySet()));
    }
    return kind;
  }

  /**
   * Runs one job under the lock.
   *
   * @return the result; empty: this scheduled time was run already
   */
  public Optional<JobResult> run(String kindName, JobRun run) {
    JobKind kind = kind(kindName, "kind");
    kind.check(run.parameters());
    RunLock.Held held = lock.take(kindName);
    try {
      preflights.forEach(Preflight::check);
      String key = run.key();
      if (key == null) {
        return Optional.of(kind.run(run));
      }
      if (count(FINISHED, run.job(), key) > 0) {
        return Optional.empty();
      }
      if (count(STARTED, run.job(), key) == 0) {
        jdbc.update(START, run.job(), key, now());
      }
      JobResult result = kind.run(run);
      if (result.done()) {
        jdbc.update(FINISH, now(), run.job(), key);
      }
      return Optional.of(result);
    } finally {
      held.close();
    }
  }

  /** Asks what runs in this process to stop; it finishes what it has in flight. */
  public void stop() throws Exception {
    for (String name : repository.getJobNames()) {
      for (JobExecution execution : repository.findRunningJobExecutions(name)) {
        operator.stop(execution);
      }
    }
  }

  private int count(String query, String job, String key) {
    Integer count = jdbc.queryForObject(query, Integer.class, job, key);
    return count == null ? 0 : count;
  }

  private OffsetDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
