package org.heed.intake;

import java.util.LinkedHashSet;
import java.util.Set;
import org.heed.csv.Cells;
import org.heed.mail.Addresses;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * Who a file's rows want to be told what became of it. A wrong address keeps nobody's message back;
 * it is told of on the receipt.
 */
public final class Notified {
  private static final int MOST = 20;
  private static final int SHOWN = 3;

  private final Set<String> addresses = new LinkedHashSet<>();
  private final Set<String> wrong = new LinkedHashSet<>();
  private boolean tooMany;

  /** Notes one address or several. */
  public void note(String typed) {
    if (typed.isEmpty()) {
      return;
    }
    Addresses.Reading reading = Addresses.read(typed);
    for (String address : reading.all()) {
      if (addresses.size() < MOST) {
        addresses.add(address);
      } else {
        tooMany |= !addresses.contains(address);
      }
    }
    if (reading.problem() != null && wrong.size() < SHOWN) {
      wrong.add(Words.begin(Cells.oneLine(typed), 60));
    }
  }

  public Set<String> addresses() {
    return addresses;
  }

  /** Who is not told, in words; null: everybody is. */
  public @Nullable String problem() {
    if (!wrong.isEmpty()) {
      return Phrases.of("notify.none", String.join(Phrases.of("night.and"), wrong));
    }
    return tooMany ? Phrases.of("notify.many", MOST) : null;
  }
}
