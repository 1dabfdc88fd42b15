package org.heed.text;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.heed.consent.LatestNoes;
import org.heed.queue.QueuedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Looks, while texts go out, for what other processes record about consent (O2, L4). */
final class ConsentWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConsentWatch.class);
  private static final long EVERY_MILLIS = 250;

  private final LatestNoes noes;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "consent");
            thread.setDaemon(true);
            return thread;
          });

  ConsentWatch(LatestNoes noes) {
    this.noes = noes;
    noes.begin();
    var unused =
        looks.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whether texts may be claimed: what others say is known. */
  boolean upToDate() {
    return noes.areUpToDate();
  }

  /** Whether somebody is about to say no, so that a claim would have to be given back. */
  boolean waits(QueuedText text) {
    return noes.isOpen(text.destination(), text.personId());
  }

  private void look() {
    try {
      noes.look();
    } catch (DataAccessException e) {
      log.info("what others record about consent cannot be read; no text leaves meanwhile", e);
    }
  }

  @Override
  public void close() {
    looks.shutdown();
    noes.end();
  }
}
