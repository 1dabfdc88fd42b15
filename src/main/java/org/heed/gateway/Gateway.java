package org.heed.gateway;

import java.util.function.IntSupplier;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** The text gateway. One call is one HTTP request: nothing in here tries again by itself. */
public interface Gateway extends AutoCloseable {
  /** For how many seconds at most the gateway may be told to try to deliver a text (R10). */
  int LONGEST_VALIDITY = 36_000;

  /** Sends one text by exactly one POST. Every outcome, no answer included, is a value. */
  Answer send(Text text);

  /**
   * The same, with a last look right before the request is written, when the connection stands: no
   * byte of a text has left that may not leave.
   *
   * @param lastLook for how many seconds from then on it may be delivered, which the request tells
   *     the gateway (R10); 0: it may not leave
   * @return an answer that it was held back, when it may not
   */
  default Answer send(Text text, IntSupplier lastLook) {
    return lastLook.getAsInt() > 0 ? send(text) : Answer.heldBack();
  }

  /**
   * One page of the gateway's own log, newest first: texts sent and replies received.
   *
   * @param to only messages to this number; null: all
   * @param next {@link LogPage#next()} of the page before; null: the first page
   * @throws GatewayFault if the page could not be read
   */
  LogPage log(@Nullable PhoneNumber to, @Nullable String next);

  @Override
  void close();
}
