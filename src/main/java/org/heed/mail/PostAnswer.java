package org.heed.mail;

import org.jspecify.annotations.Nullable;

/**
 * What the mail server said to one letter.
 *
 * @param kind what is to be done about it
 * @param code the server's reply code: 250, 450, 550 ...; null: none was read
 * @param words the server's words, one line
 */
public record PostAnswer(Kind kind, @Nullable Integer code, String words) {
  /** Said of a service that is not available, wherever in a conversation. */
  private static final int CLOSES = 421;

  /**
   * Whether the server is going away, or the connection is gone: the next letter may meet it too.
   */
  public boolean isLost() {
    return kind == Kind.LATER ? code == null || code == CLOSES : kind == Kind.IN_DOUBT;
  }

  /** The same words, with something else to be done about them. */
  public PostAnswer as(Kind other) {
    return new PostAnswer(other, code, words);
  }

  /** Every answer is one of these. */
  public enum Kind {
    /** The server has it. */
    SENT,
    /** The server will not have it, ever (5xx for this recipient, or no address at all). */
    REFUSED,
    /** Not now (4xx, or the connection was lost before the end of the data): tried again. */
    LATER,
    /** The connection was lost after the end of the data: tried again with the same id. */
    IN_DOUBT,
    /** The server cannot be reached or will not talk to us: every further letter waits. */
    SERVER_DOWN
  }
}
