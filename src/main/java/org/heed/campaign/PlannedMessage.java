package org.heed.campaign;

import java.time.Instant;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.address.Sender;
import org.jspecify.annotations.Nullable;

/**
 * A message a campaign would queue.
 *
 * @param personId as it would be; nobody else has it
 * @param studentId of the person; null: known by a phone only
 * @param named the phone the row names; null: it names the person only
 * @param listed the person's phones once the whole file is taken, in listing order
 * @param email the row's, else the person's; null: none is known
 * @param nobody whether it is for a number several people share, and for none of them in particular
 */
public record PlannedMessage(
    long line,
    long personId,
    @Nullable String studentId,
    @Nullable PhoneNumber named,
    List<Listed> listed,
    Sender sender,
    String body,
    @Nullable String subject,
    @Nullable String email,
    boolean nobody,
    @Nullable Instant sendAfter) {

  /** One phone listed for the person. */
  public record Listed(PhoneNumber number, PhoneType type) {}
}
