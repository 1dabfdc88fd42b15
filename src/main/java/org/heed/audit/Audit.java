package org.heed.audit;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Every check, one after the other. The caller holds the database: nothing else changes it. */
@Component
public class Audit {
  private final List<Check> checks;

  Audit(List<Check> checks) {
    this.checks = checks;
  }

  /**
   * Runs them all.
   *
   * @param violated gets each violation as it is found
   * @return what was looked at, in words
   */
  public List<String> run(Consumer<Violation> violated) {
    return checks.stream().map(check -> check.run(violated)).toList();
  }
}
