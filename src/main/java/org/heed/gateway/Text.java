package org.heed.gateway;

import org.heed.address.PhoneNumber;

/**
 * One text to send.
 *
 * @param from the sender's number
 * @param to the recipient's number
 * @param body as it is to be read, at most 1,600 characters
 */
public record Text(PhoneNumber from, PhoneNumber to, String body) {
  @Override
  public String toString() {
    return "Text[from=" + from + ", to=" + to + "]";
  }
}
