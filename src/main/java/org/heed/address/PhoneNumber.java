package org.heed.address;

/**
 * A phone number in E.164.
 *
 * @param e164 plus sign, country code and number, digits only: {@code +12025550100}
 */
public record PhoneNumber(String e164) implements Comparable<PhoneNumber> {

  /** Refuses anything that is not E.164; text typed by people goes through {@link PhoneNumbers}. */
  public PhoneNumber {
    if (!isE164(e164)) {
      throw new IllegalArgumentException("not an E.164 number: " + e164.length() + " characters");
    }
  }

  /** Whether it is one; any text may be asked about. */
  public static boolean isE164(String text) {
    int length = text.length();
    if (length < 7 || length > 16 || text.charAt(0) != '+' || text.charAt(1) == '0') {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Whether whoever calls it pays nothing; its network keeps opt-outs of its own. */
  public boolean isTollFree() {
    return e164.matches("\\+18(?:00|([2-8])\\1)\\d{7}");
  }

  @Override
  public int compareTo(PhoneNumber other) {
    return e164.compareTo(other.e164);
  }

  /** Masked, so that a log line or an exception cannot give a person's number away. */
  @Override
  public String toString() {
    return e164.substring(0, 2) + "******" + e164.substring(e164.length() - 2);
  }
}
