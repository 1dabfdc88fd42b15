package org.heed.delivery;

import java.time.Duration;
import org.heed.address.ConfigurationProblem;
import org.heed.message.OptOutLine;
import org.heed.pause.OptOutShare;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the night's texts are sent.
 *
 * @param concurrency texts in flight at once, 1 to 1,000
 * @param optOutLine ends the first text a phone gets from a sender (R8); {@code false}: none
 * @param maxAttempts how often a text that was surely not processed is tried in one run (R6)
 * @param pauseAtOptOuts the share of texts whose opt-outs pause a campaign or sender (R9); {@code
 *     off}: none does
 * @param backoff before the second try; doubles with each further one, with jitter
 */
@ConfigurationProperties("heed.delivery")
record DeliveryProperties(
    @DefaultValue("64") int concurrency,
    @DefaultValue("Reply STOP to opt out") String optOutLine,
    @DefaultValue("5%") String pauseAtOptOuts,
    @DefaultValue("5") int maxAttempts,
    @DefaultValue("2s") Duration backoff) {

  DeliveryProperties {
    if (concurrency < 1 || concurrency > 1000) {
      throw new ConfigurationProblem(
          "heed.delivery.concurrency: found " + concurrency + ", expected 1 to 1000");
    }
    OptOutShare.parse(pauseAtOptOuts);
    if (maxAttempts < 1) {
      throw new ConfigurationProblem(
          "heed.delivery.max-attempts: found " + maxAttempts + ", expected 1 or more");
    }
    if (backoff.isNegative() || backoff.isZero()) {
      throw new ConfigurationProblem(
          "heed.delivery.backoff: found " + backoff + ", expected a time such as 2s");
    }
  }

  /** How many texts may bring an opt-out; null: as many as do. */
  @Nullable OptOutShare optOutShare() {
    return OptOutShare.parse(pauseAtOptOuts);
  }

  /** How to stop, as the first text says it; null: not said. */
  @Nullable String stopLine() {
    return OptOutLine.parse(optOutLine);
  }
}
