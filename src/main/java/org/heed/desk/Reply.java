package org.heed.desk;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.heed.consent.ReviewList;
import org.heed.consent.SettledReplies;
import org.heed.consent.SmsStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a phone replied, in its own words, and what came of it.
 *
 * @param sender it was sent to; empty: no number
 * @param readAt when Heed read it
 * @param turned what the ledger says it turned its phone's texts to; null: nothing
 * @param open it waits for staff; null: it does not
 * @param settled what took it off their list; null: it was not on it, or is
 */
public record Reply(
    String sid,
    PhoneNumber phone,
    String sender,
    String body,
    Instant at,
    Instant readAt,
    @Nullable SmsStatus turned,
    ReviewList.@Nullable Entry open,
    SettledReplies.@Nullable Settled settled) {

  /** What came of it. */
  public enum State {
    /** An opt-out or an opt-in by it stands in the ledger. */
    ACTED_ON,
    OPEN,
    ON_HOLD,
    SETTLED,
    /** It was read as no refusal. */
    NOTHING
  }

  public State state() {
    if (open != null) {
      return open.onHold() ? State.ON_HOLD : State.OPEN;
    }
    if (settled != null) {
      return State.SETTLED;
    }
    return turned != null ? State.ACTED_ON : State.NOTHING;
  }

  /** Its number on the list of replies to review; null: it was never on it. */
  public @Nullable Long review() {
    if (open != null) {
      return open.id();
    }
    return settled == null ? null : Long.valueOf(settled.reply().id());
  }
}
