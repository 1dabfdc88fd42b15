package org.heed.consent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How is one message to go?
 *
 * @param named the phone the message names; null: it names only the person
 * @param listed the person's phones, in listing order
 * @param email the person's address; null: none known
 * @param at when a text would leave
 */
public record Question(
    @Nullable Candidate named, List<Candidate> listed, @Nullable String email, Instant at) {}
