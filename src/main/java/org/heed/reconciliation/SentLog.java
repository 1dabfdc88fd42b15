package org.heed.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Gateway;
import org.heed.gateway.LogEntry;
import org.heed.gateway.LogPage;
import org.heed.gateway.LogPages;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the gateway's log has to one number. */
@Component
class SentLog {
  private final ObjectProvider<Gateway> gateway;

  SentLog(ObjectProvider<Gateway> gateway) {
    this.gateway = gateway;
  }

  /**
   * Every row to a number that was created since a time, and perhaps some older ones, newest first.
   * No date is asked for: a text still queued has none and would be hidden.
   *
   * @param since by the gateway's clock
   * @throws org.heed.gateway.GatewayFault if the log cannot be read
   */
  List<LogEntry> to(PhoneNumber number, Instant since) {
    List<LogEntry> entries = new ArrayList<>();
    LogPages pages = new LogPages(gateway.getObject(), number);
    LogPage page = pages.next();
    while (page != null) {
      entries.addAll(page.entries());
      page = page.isOlderThan(since) ? null : pages.next();
    }
    return entries;
  }
}
