package org.heed.pause;

import org.springframework.stereotype.Component;

/** Tells staff of a pause, once. */
@Component
class PauseNotices {
  /** Has staff told, if they were not yet. */
  void tell(Paused paused, long held) {}
}
