package org.heed.worker;

import org.heed.words.Phrases;

/** Somebody else has taken lanes over while this process slept; nothing was written. */
public final class LanesLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LanesLost() {
    super(Phrases.of("worker.lost"));
  }
}
