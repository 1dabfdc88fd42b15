package org.heed.move;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.heed.address.Sha256;

/**
 * What a table holds: how many rows, and the sum of their SHA-256, in four numbers, so that the
 * order does not matter in which they come; the databases order texts in different ways.
 */
final class Contents {
  private final MessageDigest digest = Sha256.digest();
  private final long[] sums = new long[4];
  private long rows;

  /** Takes a row in. */
  void add(byte[] line) {
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(line));
    for (int i = 0; i < sums.length; i++) {
      sums[i] += hash.getLong();
    }
    rows++;
  }

  /**
   * What they come to.
   *
   * @param hash of all of them, in hexadecimal digits
   */
  record Sum(long rows, String hash) {}

  Sum sum() {
    return new Sum(rows, "%016x%016x%016x%016x".formatted(sums[0], sums[1], sums[2], sums[3]));
  }
}
