package org.heed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.heed.storage.StorageFull;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.TransactionSystemException;

/** What is told of a run that did not end by itself. */
@NullUnmarked
class EndedRunTest {
  static Stream<Arguments> ends() {
    Throwable overtaken = new OptimisticLockingFailureException("version 3 instead of 2");
    Throwable commit = new TransactionSystemException("not committed");
    return Stream.of(
        Arguments.of(List.of(new LeaseLost()), "another run has taken over"),
        Arguments.of(List.of(overtaken, overtaken, commit), "another run has taken over"),
        Arguments.of(
            List.of(new IllegalStateException("a step", overtaken)), "another run has taken over"),
        Arguments.of(List.of(new StorageFull("no room on /disk"), overtaken), "no room on /disk"),
        Arguments.of(List.of(commit), "failed (TransactionSystemException); see the log"));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void says_why(List<Throwable> failures, String told) {
    JobExecution execution =
        new JobExecution(1, new JobInstance(1, "nightly"), new JobParameters());
    execution.setStatus(BatchStatus.FAILED);
    failures.forEach(execution::addFailureException);
    assertThat(BatchRuns.problem(execution)).contains(told);
  }
}
