package org.heed.mail;

import java.time.Duration;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who emails come from, and how long one is tried.
 *
 * @param from address, with a name or without; required when mail is sent
 * @param replyTo where answers go; null: to the sender
 * @param giveUpAfter an email that the mail server puts off has failed so long after its first try
 * @param deadline how long one email may take, with the connection and all
 */
@ConfigurationProperties("heed.mail")
public record HeedMailProperties(
    @Nullable String from,
    @Nullable String replyTo,
    @DefaultValue("3d") Duration giveUpAfter,
    @DefaultValue("3m") Duration deadline) {

  public HeedMailProperties {
    check("heed.mail.give-up-after", giveUpAfter);
    check("heed.mail.deadline", deadline);
  }

  private static void check(String property, Duration found) {
    if (found.isNegative() || found.isZero()) {
      throw new ConfigurationProblem(
          property + ": found " + found + ", expected a time such as 3d or 90s");
    }
  }
}
