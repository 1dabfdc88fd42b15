package org.heed.worker;

/** Somebody else has taken lanes over while this process slept; nothing was written. */
public final class LanesLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LanesLost() {
    super("lanes were taken over while this process slept");
  }
}
