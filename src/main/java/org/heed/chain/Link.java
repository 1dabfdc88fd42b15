package org.heed.chain;

import org.heed.address.Sha256;

/**
 * One link of the chain.
 *
 * @param position from 1 on
 * @param factHash of the fact's own text
 * @param hash over the predecessor's, the position, the kind and the fact's hash
 */
public record Link(long position, String kind, long factId, String factHash, String hash) {
  /** What stands before the first. */
  static final Head BEGINNING = new Head(0, "0".repeat(64));

  /** The link of a fact after what there is. */
  static Link after(Head before, Fact fact) {
    Link open = new Link(before.position() + 1, fact.kind().name(), fact.id(), fact.hash(), "");
    return new Link(
        open.position(), open.kind(), open.factId(), open.factHash(), open.after(before.hash()));
  }

  /** What its own hash has to be. */
  String after(String predecessor) {
    return Sha256.hex(
        "heed link 1\n" + predecessor + "\n" + position + "\n" + kind + "\n" + factHash + "\n");
  }

  Head head() {
    return new Head(position, hash);
  }
}
