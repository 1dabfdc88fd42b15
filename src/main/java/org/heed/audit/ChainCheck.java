package org.heed.audit;

import java.util.function.Consumer;
import org.heed.chain.Break;
import org.heed.chain.Chain;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every fact is what was sealed of it, in the order in which it was (E6). */
@Component
@Order(9)
class ChainCheck implements Check {
  private final Chain chain;

  ChainCheck(Chain chain) {
    this.chain = chain;
  }

  @Override
  public String run(Consumer<Violation> violated) {
    chain.check(found -> violated.accept(violation(found)));
    Chain.State state = chain.state();
    return Phrases.of(
        "audit.chain",
        Words.count(state.head().position(), "fact"),
        Words.count(state.open()),
        state.head().text());
  }

  private static Violation violation(Break found) {
    return new Violation("E6", found.subject(), found.found());
  }
}
