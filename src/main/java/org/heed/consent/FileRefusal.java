package org.heed.consent;

/**
 * Why a file's row is refused.
 *
 * @param words for people; what is made of it goes by the cause alone
 */
public record FileRefusal(Cause cause, String words) {
  /** What it comes from. */
  public enum Cause {
    /** It tells of a time to come. */
    FUTURE,
    /** The file says off of the same phone. */
    CONTRADICTED,
    /** It would undo an opt-out (L4). */
    OPT_OUT
  }
}
