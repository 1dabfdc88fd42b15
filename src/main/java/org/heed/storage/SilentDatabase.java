package org.heed.storage;

import java.time.Duration;

/** The database server answers nothing any more, whether it takes connections or not. */
public final class SilentDatabase extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param silence since its last answer
   * @param asked what came of the last question
   */
  public SilentDatabase(Duration silence, Throwable asked) {
    super(
        "the database server has answered nothing for "
            + silence.toSeconds()
            + " seconds, so the run has ended: see that the server works and start the run again;"
            + " what was being sent is looked for first, nothing is lost and nothing goes twice",
        asked);
  }
}
