package org.heed.queue;

import java.time.Instant;
import org.heed.gateway.Text;
import org.jspecify.annotations.Nullable;

/**
 * A text about to be sent, committed before the call.
 *
 * @param first nothing from this sender has reached this phone before (R8)
 * @param gatewayStartedAt the same time by the gateway's clock
 * @param claimedTicks the same time by the monotonic clock
 * @param epoch that of its person's lane when it was claimed
 * @param basis the event on whose basis it rests (E4); null: on none
 */
public record Intent(
    QueuedText queued,
    long attemptId,
    long runId,
    Text text,
    boolean first,
    Instant startedAt,
    Instant gatewayStartedAt,
    long claimedTicks,
    long epoch,
    @Nullable Long basis) {

  /** Where its person's lane falls among those that processes share out. */
  int lane() {
    return LaneNumber.of(queued.lanes().get(0));
  }

  /** The same of the phone's lane, which is another one where its person does not list it. */
  int phoneLane() {
    return LaneNumber.of(queued.lanes().get(queued.lanes().size() - 1));
  }
}
