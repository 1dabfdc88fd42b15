package org.heed.mail;

import java.util.List;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;

/**
 * What became of the mails that were owed.
 *
 * @param sent how many the server took
 * @param notes those it will never take, which are given up, and those it does not take now, in
 *     words
 * @param problem why nothing more can be sent; null: nothing is in the way
 * @param missing the setting without which none can be sent; null: nothing is missing
 */
public record Sent(
    long sent,
    List<String> notes,
    @Nullable String problem,
    @Nullable ConfigurationProblem missing) {}
