package org.heed.storage;

import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.LifeCycle;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;

/** Tells once, in one line, that the log cannot be written, in the place of a trace each time. */
public final class QuietStatus extends ContextAwareBase implements StatusListener, LifeCycle {
  private boolean started;
  private boolean told;

  /** Made by the log's configuration. */
  public QuietStatus() {}

  @Override
  public void start() {
    getStatusManager().getCopyOfStatusListenerList().stream()
        .filter(other -> other != this)
        .forEach(getStatusManager()::remove);
    started = true;
  }

  @Override
  public synchronized void addStatusEvent(Status status) {
    if (status.getLevel() >= Status.ERROR && !told) {
      told = true;
      Throwable cause = status.getThrowable();
      LogFolder.tell(cause == null ? status.getMessage() : cause.getMessage());
    }
  }

  @Override
  public void stop() {
    started = false;
  }

  @Override
  public boolean isStarted() {
    return started;
  }
}
