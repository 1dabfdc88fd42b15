package org.heed.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who said what about texts, when, and how it is known: rows are only ever added, and a phone's
 * status is what its rows come to. One writer at a time; everything happens in the transaction of
 * the caller, in few statements for all that is given.
 */
@Component
public class ConsentLedger implements ConsentFiles {

  /** Turns off the phone and every phone listed now for the person (O1, O7, O8). */
  public void optOut(List<OptOut> optOuts) {}

  /** Turns on the phone that was replied from, and no other (I1). */
  public void optIn(List<OptIn> optIns) {}

  @Override
  public List<@Nullable String> judge(List<FileRow> rows) {
    return List.of();
  }

  @Override
  public List<@Nullable String> record(List<FileRow> rows, Instant takenAt) {
    return List.of();
  }

  /** The senders the gateway refuses for this phone, longest first (O8). */
  public List<PhoneNumber> refusedSenders(PhoneNumber phone) {
    return List.of();
  }

  /** The same for many phones; one without refused senders is left out. */
  public Map<PhoneNumber, List<PhoneNumber>> refusedSenders(Collection<PhoneNumber> phones) {
    return Map.of();
  }

  /** Covers phones listed after their person's opt-out, where so configured (O6). */
  public void coverNewPhones(Instant now) {}
}
