package org.heed.torture;

import java.util.Locale;
import org.heed.storage.TestDatabase;

/**
 * How much is done, from {@code -Dtorture.*}.
 *
 * @param seed decides people, messages, faults and kills
 * @param sleeps how often a run is stopped and goes on later
 * @param faultShare of the requests, 0 to 1
 */
record Scale(
    long seed, int messages, int kills, int sleeps, double faultShare, TestDatabase database) {
  static Scale given() {
    return new Scale(
        Long.getLong("torture.seed", System.nanoTime() % 1_000_000),
        Integer.getInteger("torture.messages", 600),
        Integer.getInteger("torture.kills", 6),
        Integer.getInteger("torture.sleeps", 2),
        Integer.getInteger("torture.faults", 4) / 100.0,
        TestDatabase.valueOf(
            System.getProperty("torture.database", "hsqldb").toUpperCase(Locale.ROOT)));
  }
}
