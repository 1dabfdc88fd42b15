package org.heed.job;

import java.util.List;
import java.util.Map;

/** A kind of job: {@code import}, {@code nightly} or {@code report}; a bean each. */
public interface JobKind {

  /** As job files and the command line write it. */
  String name();

  /**
   * Refuses parameters this kind does not know or cannot read; reads nothing else.
   *
   * @param parameters name to value, as typed
   * @throws org.heed.address.ConfigurationProblem naming the parameter, found and expected
   */
  void check(Map<String, String> parameters);

  /**
   * Does the work of one run and waits for its end. The caller holds the database and the run lock.
   *
   * @throws org.heed.address.ConfigurationProblem for what only the operator can mend
   */
  JobResult run(JobRun run);

  /** Whether a scheduled run is to be remembered; false: it found nothing to do. */
  default boolean didSomething(JobResult result) {
    return true;
  }

  /** What this kind wants to be run for before its next scheduled time. */
  default List<Wake> wakes() {
    return List.of();
  }
}
