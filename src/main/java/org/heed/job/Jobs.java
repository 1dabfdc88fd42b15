package org.heed.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;
import org.heed.storage.StorageGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The kinds of job there are, and how one is run. */
@Component
public class Jobs {
  private static final Logger log = LoggerFactory.getLogger(Jobs.class);

  private final Map<String, JobKind> kinds;
  private final List<Preflight> preflights;
  private final List<Afterwork> afterwork;
  private final RunLock lock;
  private final StorageGuard guard;
  private final Runs runs;
  private final Interruptions interruptions;

  Jobs(
      List<JobKind> kinds,
      List<Preflight> preflights,
      List<Afterwork> afterwork,
      RunLock lock,
      StorageGuard guard,
      Runs runs,
      Interruptions interruptions) {
    this.guard = guard;
    this.interruptions = interruptions;
    this.kinds =
        kinds.stream()
            .collect(
                Collectors.toMap(JobKind::name, kind -> kind, (a, b) -> a, LinkedHashMap::new));
    this.preflights = preflights;
    this.afterwork = afterwork;
    this.lock = lock;
    this.runs = runs;
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
   * @throws org.heed.storage.StorageFull when there is no room to work in
   * @throws org.heed.storage.SilentDatabase when the database server answers nothing any more
   */
  public Optional<JobResult> run(String kindName, JobRun run) {
    JobKind kind = kind(kindName, "kind");
    kind.check(run.parameters());
    RunLock.Held held = lock.take(kindName);
    try {
      guard.room();
      interruptions.pass(() -> preflights.forEach(preflight -> preflight.check(kindName)));
      String key = run.key();
      if (key != null && runs.isDone(run.job(), key)) {
        return Optional.empty();
      }
      long id = runs.begin(kindName, run);
      try {
        JobResult result = kind.run(run);
        if (key != null && result.done() && !kind.didSomething(result)) {
          runs.forget(id);
          return Optional.of(result);
        }
        runs.end(id, result.done(), String.join("\n", summary(result)));
        if (result.problem() != null) {
          log.info("{} could not: {}", run.job(), result.problem());
        }
        return Optional.of(result.warned(after(kindName)));
      } catch (ConfigurationProblem problem) {
        runs.end(id, false, String.valueOf(problem.getMessage()));
        after(kindName);
        throw problem;
      }
    } catch (RuntimeException ended) {
      throw lock.cause(ended);
    } finally {
      held.close();
    }
  }

  /** Warnings, in words; nothing of it makes a run fail. */
  private List<String> after(String kindName) {
    List<String> warnings = new ArrayList<>();
    for (Afterwork one : afterwork) {
      try {
        one.after(kindName).ifPresent(warnings::add);
      } catch (RuntimeException e) {
        log.warn("what follows the {} run was not done", kindName, e);
      }
    }
    return warnings;
  }

  /** What wants to be run between the scheduled times, soonest first. */
  public List<Map.Entry<String, Wake>> wakes() {
    return kinds.values().stream()
        .flatMap(kind -> kind.wakes().stream().map(wake -> Map.entry(kind.name(), wake)))
        .sorted(Comparator.comparing(entry -> entry.getValue().at()))
        .toList();
  }

  private static List<String> summary(JobResult result) {
    List<String> lines = new ArrayList<>();
    String problem = result.problem();
    if (problem != null) {
      lines.add(problem);
    }
    lines.addAll(result.lines());
    return lines;
  }
}
