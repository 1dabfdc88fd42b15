package org.heed.consent;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;

/** Which evidence about which number is in the ledger already. */
final class Known {
  private final Set<Key> keys = new HashSet<>();

  private record Key(PhoneNumber number, String evidence) {}

  Known(Map<PhoneNumber, List<ConsentEvent>> events) {
    events
        .values()
        .forEach(
            list -> list.forEach(event -> keys.add(new Key(event.number(), event.evidence()))));
  }

  /** False: it is known. */
  boolean add(Entry entry) {
    return keys.add(new Key(entry.number(), entry.evidence()));
  }
}
