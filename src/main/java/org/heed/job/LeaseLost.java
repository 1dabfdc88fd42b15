package org.heed.job;

/** Another run has taken over: this one may neither send nor write any more. */
final class LeaseLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLost() {
    super(
        "another run has taken over: this one was silent for longer than heed.lease; what had left"
            + " is recorded, and nothing is lost");
  }
}
