package org.heed.consent;

import org.heed.words.Phrases;

/** How a reply that is no keyword reads (L3); the words are for people. */
public enum Refusal {
  /** It says in plain words that no more texts are wanted. */
  NO_MORE,
  /** It says in plain words that the number is somebody else's. */
  WRONG_NUMBER,
  /**
   * No reply: the carrier blocks a toll-free sender's texts, which mostly is a STOP it was told.
   */
  BLOCKED,
  /** It merely looks like a refusal, and changes nothing by itself. */
  LOOKS_LIKE;

  /** What it says, or that it only looks so. */
  public String words() {
    return Phrases.of("refusal." + name());
  }

  /** Whether it takes hold. */
  public boolean isPlain() {
    return this != LOOKS_LIKE;
  }
}
