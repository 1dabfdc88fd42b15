package org.heed.audit;

import java.util.function.Consumer;

/** One thing that has to hold over the whole database; read in pages, in bounded memory. */
interface Check {
  /**
   * Looks at everything.
   *
   * @param violated gets each violation as it is found
   * @return how many were looked at, in words: {@code 1,200 messages}
   */
  String run(Consumer<Violation> violated);
}
