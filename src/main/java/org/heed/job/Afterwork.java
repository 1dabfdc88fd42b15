package org.heed.job;

import java.util.Optional;

/** What follows each run, whatever that came to; a run is no worse for it. */
public interface Afterwork {

  /**
   * Does it, before another run of this kind begins.
   *
   * @return what could not be done, in words
   */
  Optional<String> after(String kind);
}
