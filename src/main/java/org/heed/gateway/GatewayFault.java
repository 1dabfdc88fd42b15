package org.heed.gateway;

import org.jspecify.annotations.Nullable;

/** The gateway's log could not be read; the message names the code and what it means. */
public class GatewayFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The gateway's error code or HTTP's status; null: no connection. */
  private final @Nullable Integer code;

  /** A fault with its code; never holds a phone number or a secret. */
  public GatewayFault(String message, @Nullable Integer code) {
    super(message);
    this.code = code;
  }

  /**
   * Whether it may be over at the next try: no connection, too many requests, the gateway's own.
   */
  boolean passes() {
    Integer known = code;
    return known == null
        || known == 429
        || (known >= 500 && known < 600)
        || known == 20429
        || (known >= 20500 && known < 20600);
  }

  /** The gateway's error code or HTTP's status; null: no connection. */
  public @Nullable Integer code() {
    return code;
  }
}
