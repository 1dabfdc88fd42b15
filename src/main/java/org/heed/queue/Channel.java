package org.heed.queue;

import org.jspecify.annotations.Nullable;

/** How a message goes. */
public enum Channel {
  SMS,
  EMAIL;

  /**
   * Whether a column says this.
   *
   * @param stored null: no channel yet, or none at all
   */
  public boolean is(@Nullable String stored) {
    return name().equals(stored);
  }
}
