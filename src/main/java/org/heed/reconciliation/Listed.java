package org.heed.reconciliation;

import org.heed.gateway.LogEntry;

/**
 * A row of the gateway's log in its place.
 *
 * @param order higher is newer on the list; tells rows of one second apart (I3)
 */
public record Listed(LogEntry entry, long order) {}
