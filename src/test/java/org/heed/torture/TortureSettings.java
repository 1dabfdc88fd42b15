package org.heed.torture;

import java.util.ArrayList;
import java.util.List;

/** What every process under torture is started with. */
final class TortureSettings {
  /** Emails that leave at once: each death repeats those at most. */
  static final int CONNECTIONS = 4;

  static final int LEASE_SECONDS = 3;

  private TortureSettings() {}

  /**
   * As typed.
   *
   * @param more what differs
   */
  static List<String> of(FaultyGateway gateway, FaultyMail mail, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--heed.twilio.base-url=" + gateway.baseUrl(),
                "--heed.twilio.account-sid=AC1",
                "--heed.twilio.auth-token=torture",
                "--heed.mail.from=texts@example.edu",
                "--heed.mail.connections=" + CONNECTIONS,
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mail.port(),
                "--heed.delivery.pause-at-opt-outs=off",
                "--heed.lease=" + LEASE_SECONDS + "s",
                "--heed.delivery.quiet-hours=off",
                "--heed.delivery.backoff=100ms",
                "--heed.delivery.proof-after=1s",
                "--heed.import.unchanged-for=0s"));
    settings.addAll(List.of(more));
    int n = 0;
    for (Sender sender : Sender.values()) {
      String property = "--heed.senders[" + n++ + "].";
      settings.add(property + "number=" + sender.number());
      settings.add(property + "name=" + sender);
    }
    return settings;
  }
}
