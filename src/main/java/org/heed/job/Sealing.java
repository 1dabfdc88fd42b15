package org.heed.job;

import java.util.Optional;
import org.heed.chain.Chain;
import org.heed.words.Phrases;
import org.springframework.stereotype.Component;

/** What a run recorded is sealed when it is over, however it ended (E6). */
@Component
class Sealing implements Afterwork {
  private final Chain chain;

  Sealing(Chain chain) {
    this.chain = chain;
  }

  @Override
  public Optional<String> after(String kind) {
    return chain.seal() ? Optional.empty() : Optional.of(Phrases.of("chain.unsealed"));
  }
}
