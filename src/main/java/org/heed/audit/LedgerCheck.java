package org.heed.audit;

import java.util.function.Consumer;
import org.heed.consent.ConsentLedger;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every phone's status is what the ledger comes to when it is replayed (E1). */
@Component
@Order(2)
class LedgerCheck implements Check {
  private final ConsentLedger ledger;

  LedgerCheck(ConsentLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String run(Consumer<Violation> violated) {
    long phones =
        ledger.replay(
            one ->
                violated.accept(
                    new Violation(
                        "E1",
                        "phone " + one.phone().e164(),
                        Phrases.of("audit.ledger", one.stored(), one.replayed()))));
    return Words.count(phones, "phone");
  }
}
