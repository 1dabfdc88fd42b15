package org.heed.consent;

import org.jspecify.annotations.Nullable;

/**
 * What became of a consent file's row.
 *
 * @param refusal why it is refused; null: it is taken
 * @param changed whether the phone's status was another one before
 * @param note of a row that is taken: why it leaves the phone as it is, against what it says, or
 *     that no text goes to it all the same; null: neither
 */
public record FileResult(@Nullable FileRefusal refusal, boolean changed, @Nullable String note) {}
