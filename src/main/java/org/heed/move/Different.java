package org.heed.move;

/** A table does not hold on both sides what it held on one. */
final class Different extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Different(String table, Contents.Sum here, Contents.Sum there) {
    super(
        "table %s is not the same on both sides: found %,d rows (%s), expected %,d (%s)"
            .formatted(table, there.rows(), there.hash(), here.rows(), here.hash()));
  }
}
