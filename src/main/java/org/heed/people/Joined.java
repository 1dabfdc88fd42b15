package org.heed.people;

import com.carrotsearch.hppc.LongLongHashMap;

/** What belongs together, directly or through others; each group is named by its lowest member. */
final class Joined {
  private final LongLongHashMap parents = new LongLongHashMap();

  void join(long a, long b) {
    long one = lowest(a);
    long other = lowest(b);
    if (one != other) {
      parents.put(Math.max(one, other), Math.min(one, other));
    }
  }

  long lowest(long id) {
    long lowest = id;
    for (long parent = parent(lowest); parent != lowest; parent = parent(lowest)) {
      lowest = parent;
    }
    for (long at = id; at != lowest; ) {
      long next = parent(at);
      parents.put(at, lowest);
      at = next;
    }
    return lowest;
  }

  private long parent(long id) {
    return parents.getOrDefault(id, id);
  }
}
