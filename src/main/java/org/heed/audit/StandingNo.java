package org.heed.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of consent read a second time (L4, I3), apart from the ledger's own reading: a phone is
 * off while a no about it stands, else on if anybody ever said so.
 */
final class StandingNo {
  /**
   * A row of the ledger.
   *
   * @param at by the gateway's clock
   * @param here by this machine's
   * @param person whether the person said it; else a file or staff did
   */
  record Word(
      long id,
      boolean off,
      Instant at,
      @Nullable Long order,
      Instant here,
      boolean override,
      boolean person) {

    private boolean undoes(Word no) {
      if (off) {
        return false;
      }
      if (!no.person) {
        return here.isAfter(no.here) || (!person && here.equals(no.here) && id > no.id);
      }
      return person ? saidAfter(no) : override && id > no.id;
    }

    private boolean saidAfter(Word no) {
      return at.isAfter(no.at)
          || (at.equals(no.at) && order != null && no.order != null && order > no.order);
    }
  }

  private StandingNo() {}

  static String status(List<Word> words) {
    boolean stands =
        words.stream()
            .filter(Word::off)
            .anyMatch(no -> words.stream().noneMatch(other -> other.undoes(no)));
    return stands ? "DISABLED" : words.isEmpty() ? "DEFAULT" : "ENABLED";
  }
}
