package org.heed.job;

/** Something that has to hold before any job runs. */
public interface Preflight {

  /**
   * Looks, and sets what a first run sets; under the run lock.
   *
   * @param kind the job's
   * @throws org.heed.address.ConfigurationProblem when no job may run
   */
  void check(String kind);
}
