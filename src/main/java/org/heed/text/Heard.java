package org.heed.text;

/** Whether what people replied is known (L1). */
interface Heard {
  /** True: texts may be claimed. */
  boolean upToDate() throws InterruptedException;

  /** True: no further text is to leave in this run. */
  boolean over();
}
