package org.heed.queue;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.heed.address.PhoneNumber;
import org.heed.mail.PostAnswer;
import org.jspecify.annotations.Nullable;

/**
 * One message that is routed to email.
 *
 * @param attemptId the attempt that waits on the report since the text failed; null: none yet
 * @param reason why it comes by email
 * @param firstTriedAt when it was first handed in; null: never
 * @param lane which of the 256 its person falls into
 */
public record QueuedEmail(
    long id,
    @Nullable Long attemptId,
    long personId,
    String campaign,
    @Nullable String subject,
    String body,
    PhoneNumber sender,
    String senderName,
    String to,
    @Nullable Reason reason,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable PhoneNumber named,
    @Nullable OffsetDateTime firstTriedAt,
    int lane) {

  /** What is put off for too long is refused. */
  public PostAnswer orGivenUp(PostAnswer receipt, OffsetDateTime now, Duration giveUpAfter) {
    return receipt.kind() == PostAnswer.Kind.LATER
            && firstTriedAt != null
            && now.isAfter(firstTriedAt.plus(giveUpAfter))
        ? receipt.as(PostAnswer.Kind.REFUSED)
        : receipt;
  }

  /** Because its phone is off, so that a START would turn it on again. */
  public boolean optedOut() {
    return reason == Reason.OPTED_OUT || reason == Reason.REFUSED || byOther();
  }

  /** Because somebody else opted its phone out. */
  public boolean byOther() {
    return reason == Reason.OPTED_OUT_BY_OTHER;
  }
}
