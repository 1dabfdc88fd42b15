package org.heed.storage;

import javax.sql.DataSource;

/**
 * The ways to the database beside the pool.
 *
 * @param embedded whether it is HSQLDB, in this process
 * @param impatient connections that give up after a few seconds, for what must not wait
 * @param givingUp see {@link #abort}
 */
public record Connections(boolean embedded, DataSource impatient, Runnable givingUp) {

  /** Gives up every connection of the pool: the server has not answered for too long. */
  public void abort() {
    givingUp.run();
  }
}
