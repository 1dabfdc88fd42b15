package org.heed.campaign;

import jakarta.mail.internet.AddressException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.heed.mail.Addresses;

/** Who a file's rows want to be told what became of it. */
final class Notified {
  private static final int MOST = 20;

  private final Set<String> addresses = new LinkedHashSet<>();

  /** Notes one address or several, also of a row with another fault. */
  void note(Header header, Row row) throws RowProblem {
    String typed = header.cell(row, "notify");
    if (typed.isEmpty()) {
      return;
    }
    try {
      for (String address : Addresses.plain(typed)) {
        if (addresses.size() == MOST && !addresses.contains(address)) {
          throw new RowProblem(
              "notify",
              address,
              "found more than " + MOST + " addresses in one file, expected fewer");
        }
        addresses.add(address);
      }
    } catch (AddressException e) {
      throw new RowProblem("notify", typed, "no address, expected one such as texts@example.edu");
    }
  }

  Set<String> addresses() {
    return addresses;
  }
}
