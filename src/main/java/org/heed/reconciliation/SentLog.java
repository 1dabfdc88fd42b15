package org.heed.reconciliation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Gateway;
import org.heed.gateway.LogEntry;
import org.heed.gateway.LogPage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the gateway's log has to one number. */
@Component
class SentLog {
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private final ObjectProvider<Gateway> gateway;
  private final Clock clock;

  SentLog(ObjectProvider<Gateway> gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  /**
   * Rows to a number, newest first.
   *
   * @param ahead how far this machine's clock is ahead of the gateway's
   */
  record Rows(List<LogEntry> entries, Duration ahead) {
    /** The earliest time in the log of what was done here at a time. */
    Instant notBefore(Instant here) {
      return here.minus(ahead).minus(CLOCKS);
    }
  }

  /**
   * Every row that was created since a time, and perhaps some older ones. No date is asked for: a
   * text still queued has none and would be hidden.
   *
   * @param since by this machine's clock
   * @throws org.heed.gateway.GatewayFault if the log cannot be read
   */
  Rows to(PhoneNumber number, Instant since) {
    List<LogEntry> entries = new ArrayList<>();
    LogPage page = gateway.getObject().log(number, null);
    Instant at = page.at();
    Instant now = clock.instant();
    Duration ahead = at == null || !at.isBefore(now) ? Duration.ZERO : Duration.between(at, now);
    Rows rows = new Rows(entries, ahead);
    Instant until = rows.notBefore(since);
    while (true) {
      entries.addAll(page.entries());
      String next = page.next();
      boolean older =
          !page.entries().isEmpty()
              && page.entries().stream().allMatch(entry -> entry.createdAt().isBefore(until));
      if (next == null || older) {
        return rows;
      }
      page = gateway.getObject().log(number, next);
    }
  }
}
