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

  /** The gateway's error code or HTTP's status; null: no connection. */
  public @Nullable Integer code() {
    return code;
  }
}
