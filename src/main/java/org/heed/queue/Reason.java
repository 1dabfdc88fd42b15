package org.heed.queue;

import org.heed.words.Phrases;

/** Why a message goes by email, waits or failed; the name is stored, the words are for people. */
public enum Reason {
  OPTED_OUT,
  OPTED_OUT_BY_OTHER,
  NO_MORE_ASKED,
  WRONG_NUMBER_SAID,
  CARRIER_BLOCKS,
  NOT_OPTED_IN,
  NO_BASIS,
  NOT_TEXTABLE,
  NO_PHONE,
  REFUSED,
  TEXT_FAILED,
  TEXT_EXPIRED,
  CONTENT_REFUSED,
  QUIET_HOURS,
  GATEWAY_QUIET_HOURS,
  TEXT_LIMIT,
  PAUSED,
  CANCELLED,
  NO_ADDRESS_OPTED_OUT,
  NO_ADDRESS_OUT_BY_OTHER,
  NO_ADDRESS_NO_MORE,
  NO_ADDRESS_WRONG_NUMBER,
  NO_ADDRESS_NOT_OPTED_IN,
  NO_ADDRESS_NO_BASIS,
  NO_ADDRESS_NOT_TEXTABLE,
  NO_ADDRESS_NO_PHONE,
  NO_ADDRESS_SHARED,
  NO_ADDRESS_TEXT_FAILED,
  SENDER_FAILED,
  MAIL_REFUSED;

  /** The reason as a registrar understands it. */
  public String words() {
    return Phrases.of("reason." + name());
  }

  /**
   * The same reason when there is no email address to fall back to (R4); itself where that makes no
   * difference.
   */
  public Reason withoutAddress() {
    return switch (this) {
      case OPTED_OUT, REFUSED -> NO_ADDRESS_OPTED_OUT;
      case OPTED_OUT_BY_OTHER -> NO_ADDRESS_OUT_BY_OTHER;
      case NO_MORE_ASKED -> NO_ADDRESS_NO_MORE;
      case WRONG_NUMBER_SAID -> NO_ADDRESS_WRONG_NUMBER;
      case NOT_OPTED_IN -> NO_ADDRESS_NOT_OPTED_IN;
      case NO_BASIS -> NO_ADDRESS_NO_BASIS;
      case NOT_TEXTABLE -> NO_ADDRESS_NOT_TEXTABLE;
      case NO_PHONE -> NO_ADDRESS_NO_PHONE;
      case TEXT_FAILED, TEXT_EXPIRED, CONTENT_REFUSED, CARRIER_BLOCKS -> NO_ADDRESS_TEXT_FAILED;
      default -> this;
    };
  }
}
