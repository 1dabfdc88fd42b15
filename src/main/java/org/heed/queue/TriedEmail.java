package org.heed.queue;

import java.time.OffsetDateTime;
import org.heed.mail.PostAnswer;

/**
 * An email that was handed in.
 *
 * @param attemptId the id of this try
 * @param answer what the mail server said
 * @param at when the try began
 */
public record TriedEmail(QueuedEmail email, long attemptId, PostAnswer answer, OffsetDateTime at) {
  /** Whether it is not tried again. */
  public boolean isDone() {
    return answer.kind() != PostAnswer.Kind.LATER;
  }

  /** The same try, with something else to be done about it. */
  public TriedEmail as(PostAnswer.Kind kind) {
    return new TriedEmail(email, attemptId, answer.as(kind), at);
  }
}
