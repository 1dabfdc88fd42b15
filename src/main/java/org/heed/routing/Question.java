package org.heed.routing;

import java.time.Instant;
import java.util.List;
import org.heed.consent.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * How is one message to go?
 *
 * @param named the phone the message names; null: it names only the person
 * @param listed the person's phones, in listing order
 * @param email the person's address; null: none known
 * @param nobody whether it is for a number several people share, and for none of them in particular
 * @param at when a text would leave
 */
public record Question(
    @Nullable Candidate named,
    List<Candidate> listed,
    @Nullable String email,
    boolean nobody,
    Instant at) {

  /** One that is for a person. */
  public Question(
      @Nullable Candidate named, List<Candidate> listed, @Nullable String email, Instant at) {
    this(named, listed, email, false, at);
  }
}
