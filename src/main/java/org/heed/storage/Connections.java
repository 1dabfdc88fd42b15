package org.heed.storage;

import javax.sql.DataSource;

/**
 * The ways to the database beside the pool.
 *
 * @param embedded whether it is HSQLDB, in this process
 * @param impatient connections that give up after a few seconds, for what must not wait
 * @param server what becomes of the pool
 */
public record Connections(boolean embedded, DataSource impatient, Server server) {
  /** A database server as its users have it. */
  public interface Server {
    /** It has not answered for too long: every connection is given up, and nobody waits for it. */
    void giveUp();

    /** It answers, or is to be asked again. */
    void resume();

    boolean isGivenUp();
  }
}
