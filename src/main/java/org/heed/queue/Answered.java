package org.heed.queue;

import java.time.Instant;
import org.heed.gateway.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What became of an intent; to be recorded.
 *
 * @param calledAt when the last look let it leave; null: it did not
 */
public record Answered(Intent intent, Answer answer, @Nullable Instant calledAt) {}
