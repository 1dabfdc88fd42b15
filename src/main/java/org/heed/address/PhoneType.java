package org.heed.address;

/** What a person listed a phone as; the constants are spelled as files and reports spell them. */
public enum PhoneType {
  Mobile,
  Home,
  Work,
  Other
}
