package org.heed.consent;

/** What a phone's owner has said about texts; it belongs to the number, whoever lists it. */
public enum SmsStatus {
  ENABLED,
  DISABLED,
  /** Nobody has said anything yet. */
  DEFAULT
}
