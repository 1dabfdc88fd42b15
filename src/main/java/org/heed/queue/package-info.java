/**
 * The queue: every message's states and tries, and the only place that changes them (enqueue,
 * route, claim, record, hold, release, requeue, settle).
 */
@NullMarked
package org.heed.queue;

import org.jspecify.annotations.NullMarked;
