package org.heed.consent;

/** How a reply that is no keyword reads (L3); the words are for people. */
public enum Refusal {
  /** It says in plain words that no more texts are wanted. */
  NO_MORE("no more texts are wanted"),
  /** It says in plain words that the number is somebody else's. */
  WRONG_NUMBER("the number is the wrong one"),
  /**
   * No reply: the carrier blocks a toll-free sender's texts, which mostly is a STOP it was told.
   */
  BLOCKED("the carrier blocks texts to the phone"),
  /** It merely looks like a refusal, and changes nothing by itself. */
  LOOKS_LIKE("looks like a refusal");

  private final String words;

  Refusal(String words) {
    this.words = words;
  }

  /** What it says, or that it only looks so. */
  public String words() {
    return words;
  }

  /** Whether it takes hold. */
  public boolean isPlain() {
    return this != LOOKS_LIKE;
  }
}
