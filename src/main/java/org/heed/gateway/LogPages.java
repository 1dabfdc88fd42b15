package org.heed.gateway;

import java.util.HashSet;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * The pages of the gateway's log one after the other. A list that goes round in a circle, or on and
 * on without a row, would be read for ever: it ends the reading.
 */
public final class LogPages {
  private static final int EMPTY_IN_A_ROW = 50;

  private final Gateway gateway;
  private final @Nullable PhoneNumber to;
  private final Set<String> seen = new HashSet<>();
  private @Nullable String next;
  private boolean last;
  private int empty;

  /**
   * From the newest on.
   *
   * @param to only messages to this number; null: all
   */
  public LogPages(Gateway gateway, @Nullable PhoneNumber to) {
    this.gateway = gateway;
    this.to = to;
  }

  /**
   * The next page; null: there are no more.
   *
   * @throws GatewayFault if it cannot be read, or was read before
   */
  public @Nullable LogPage next() {
    if (last) {
      return null;
    }
    LogPage page = gateway.log(to, next);
    next = page.next();
    last = next == null;
    if (next != null && !seen.add("page " + next)) {
      throw circle();
    }
    if (!page.entries().isEmpty()) {
      empty = 0;
      if (!seen.add("row " + page.entries().get(0).sid())) {
        throw circle();
      }
    } else if (++empty > EMPTY_IN_A_ROW && !last) {
      throw new GatewayFault(
          "the gateway's log: " + EMPTY_IN_A_ROW + " pages in a row are empty and name a next one",
          null);
    }
    return page;
  }

  private static GatewayFault circle() {
    return new GatewayFault(
        "the gateway's log: its pages go round in a circle, one was named that was read before",
        null);
  }
}
