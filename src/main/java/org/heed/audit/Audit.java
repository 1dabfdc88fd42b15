package org.heed.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.heed.words.Phrases;
import org.springframework.stereotype.Component;

/** Every check, one after the other. The caller holds the database: nothing else changes it. */
@Component
public class Audit {
  private final List<Check> checks;

  Audit(List<Check> checks) {
    this.checks = checks;
  }

  /**
   * One rule that was checked.
   *
   * @param rule what would break it, in words
   * @param violations how often it is broken
   * @param checked on what it was checked, with how many there are
   */
  public record Rule(String rule, long violations, String checked) {}

  /** Runs them all, and tells of each what it came to. */
  public List<Rule> rules(Consumer<Violation> violated) {
    List<Rule> rules = new ArrayList<>();
    for (Check check : checks) {
      AtomicLong found = new AtomicLong();
      String checked =
          check.run(
              violation -> {
                found.incrementAndGet();
                violated.accept(violation);
              });
      String rule = Phrases.of("audit.rule." + check.getClass().getSimpleName());
      rules.add(new Rule(rule, found.get(), checked));
    }
    return rules;
  }

  /**
   * Runs them all.
   *
   * @param violated gets each violation as it is found
   * @return what was looked at, in words
   */
  public List<String> run(Consumer<Violation> violated) {
    return rules(violated).stream().map(Rule::checked).toList();
  }
}
