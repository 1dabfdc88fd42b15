package org.heed.reconciliation;

import java.time.Duration;
import org.heed.address.ConfigurationProblem;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a text that had no answer is known not to have gone.
 *
 * @param proofAfter how long after the first look its absence from the gateway's log proves it; at
 *     least a second
 */
@ConfigurationProperties("heed.delivery")
record SettlementProperties(@DefaultValue("60m") Duration proofAfter) {
  SettlementProperties {
    if (proofAfter.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new ConfigurationProblem(
          "heed.delivery.proof-after: found "
              + proofAfter.toMillis()
              + " ms, expected at least 1s, such as 60m");
    }
  }
}
