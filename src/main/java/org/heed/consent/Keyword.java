package org.heed.consent;

/** What a reply says as a keyword. */
public enum Keyword {
  OPT_OUT,
  OPT_IN,
  /** An opt-in from a phone that is DISABLED, else a mere yes (L2). */
  YES,
  NONE
}
