package org.heed.consent;

/** What an event in the ledger was learned from. */
public enum LearnedFrom {
  /** The gateway refused a text: the person replied STOP to it. */
  GATEWAY_21610,
  /** A keyword the person replied. */
  REPLY,
  /** Somebody at the institution said so. */
  STAFF,
  /** A consent file. */
  IMPORT;

  /** Whether the person said it; what a person said is never undone by a file (L4). */
  boolean saidByThePerson() {
    return this == GATEWAY_21610 || this == REPLY;
  }
}
