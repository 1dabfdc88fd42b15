package org.heed.consent;

import org.jspecify.annotations.Nullable;

/**
 * What became of a consent file's row.
 *
 * @param refusal why it is refused; null: it is taken
 * @param changed whether the phone's status was another one before
 * @param overtaken why a row that is taken leaves the phone as it is, against what it says; null:
 *     it does not
 */
public record FileResult(
    @Nullable FileRefusal refusal, boolean changed, @Nullable String overtaken) {}
