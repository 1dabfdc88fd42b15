package org.heed.text;

import java.util.HashMap;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.worker.SenderPace;
import org.heed.worker.SenderPace.Slice;

/**
 * The rates of all processes together: each takes some of a sender's next places at a time from the
 * database, and lets a text leave when the time of a place has come. Places it does not use in time
 * are lost.
 */
final class SharedRates implements Rates {
  /** As many places as a sender has in this part of a second; the next ones are another's. */
  private static final double PART = 0.2;

  /** Of slow senders so many, or as many as they have in a second. */
  private static final int FEW = 10;

  /** So that a text that leaves a little late does not make the next ones too many. */
  private static final double STEADY = 0.985;

  private static final long LATE_NANOS = 100_000_000;

  private static final class Places {
    private final double perSecond;
    private Slice slice = new Slice(System.nanoTime(), 0, 0);
    private int used;

    Places(double perSecond) {
      this.perSecond = perSecond;
    }
  }

  private final SenderPace pace;
  private final Map<PhoneNumber, Places> rates = new HashMap<>();

  SharedRates(SenderPace pace, Senders senders) {
    this.pace = pace;
    for (Sender sender : senders.all()) {
      Double rate = sender.messagesPerSecond();
      if (rate != null) {
        rates.put(sender.number(), new Places(rate * STEADY));
      }
    }
  }

  @Override
  public boolean mayGo(PhoneNumber sender) {
    Places places = rates.get(sender);
    return places == null || next(sender, places);
  }

  private boolean next(PhoneNumber sender, Places places) {
    long now = System.nanoTime();
    while (places.used < places.slice.count()
        && now - places.slice.at(places.used) > late(places.slice)) {
      places.used++;
    }
    if (places.used == places.slice.count()) {
      int count = count(places.perSecond);
      places.slice = pace.take(sender, count, places.perSecond);
      places.used = 0;
    }
    if (System.nanoTime() - places.slice.at(places.used) < 0) {
      return false;
    }
    places.used++;
    return true;
  }

  private static long late(Slice slice) {
    return Math.max(LATE_NANOS, slice.apart() / FEW);
  }

  private static int count(double perSecond) {
    int few = (int) Math.min(FEW, perSecond);
    return Math.max(1, Math.max(few, (int) (perSecond * PART)));
  }
}
