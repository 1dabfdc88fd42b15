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
    @Nullable Long basis) {}
