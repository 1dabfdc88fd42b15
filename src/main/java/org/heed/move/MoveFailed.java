package org.heed.move;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A move that could not be ended; the same command goes on with it. */
public final class MoveFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MoveFailed(String words, @Nullable Throwable cause) {
    super(words, cause);
  }

  static MoveFailed of(SQLException e) {
    return new MoveFailed(
        "the move did not end: "
            + e.getMessage()
            + "; nothing is lost, the old database is as it was: run the same command again, it"
            + " goes on where it was",
        e);
  }
}
