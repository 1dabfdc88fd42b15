package org.heed.settings;

import static org.heed.address.ConfigurationProblem.unless;

import java.time.Duration;
import java.util.List;
import org.heed.address.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who emails come from, how long one is tried, and who is told what.
 *
 * @param from address, with a name or without; required when mail is sent
 * @param replyTo where answers go; null: to the sender
 * @param giveUpAfter an email that the mail server puts off has failed so long after its first try
 * @param deadline how long one email may take, with the connection and all
 * @param connections how many emails are handed in at once
 * @param staff addresses told of what needs a person: pauses
 * @param registrars addresses told of dropped files that name nobody
 * @param operators addresses that get the summary of each night
 */
public record MailSettings(
    @Nullable String from,
    @Nullable String replyTo,
    @DefaultValue("3d") Duration giveUpAfter,
    @DefaultValue("3m") Duration deadline,
    @DefaultValue("4") int connections,
    @DefaultValue List<String> staff,
    @DefaultValue List<String> operators,
    @DefaultValue List<String> registrars) {

  public MailSettings {
    check("heed.mail.give-up-after", giveUpAfter);
    check("heed.mail.deadline", deadline);
    address("heed.mail.from", from);
    address("heed.mail.reply-to", replyTo);
    unless(connections >= 1 && connections <= 32, "heed.mail.connections", connections, "1 to 32");
  }

  private static void address(String name, @Nullable String found) {
    boolean good = found == null || found.isBlank() || EmailAddress.read(found).address() != null;
    unless(good, name, String.valueOf(found), "an address such as texts@example.edu");
  }

  private static void check(String name, Duration found) {
    unless(!found.isNegative() && !found.isZero(), name, found, "a time such as 3d or 90s");
  }
}
