package org.heed.queue;

/** Why a message goes by email, waits or failed; the name is stored, the words are for people. */
public enum Reason {
  OPTED_OUT("the person opted out of texts"),
  OPTED_OUT_BY_OTHER("the phone was opted out by somebody else it is or was listed for"),
  NO_MORE_ASKED(
      "a reply asked for no more texts, and the office has not decided about that reply yet"),
  WRONG_NUMBER_SAID(
      "a reply said that the phone number is the wrong one, and the office has not decided about"
          + " that reply yet"),
  CARRIER_BLOCKS(
      "the carrier blocks texts to the phone, and the office has not decided about it yet"),
  NOT_OPTED_IN("the person has not opted in to texts"),
  NO_BASIS("nothing is recorded of on what the person's consent to texts rests"),
  NOT_TEXTABLE("the phone cannot receive texts"),
  NO_PHONE("no phone that may be texted is listed"),
  REFUSED("the person opted out: the text was refused"),
  TEXT_FAILED("the text could not be delivered to the phone"),
  TEXT_EXPIRED("the text could not be delivered in the time it had"),
  CONTENT_REFUSED("the text's content was refused"),
  QUIET_HOURS("quiet hours where the phone is"),
  GATEWAY_QUIET_HOURS("the gateway keeps quiet hours for this phone"),
  TEXT_LIMIT("the person has already got as many texts as the limit allows"),
  PAUSED("paused: too many texts brought an opt-out"),
  CANCELLED("the campaign was cancelled"),
  NO_ADDRESS_OPTED_OUT("the person opted out of texts and has no email address"),
  NO_ADDRESS_OUT_BY_OTHER(
      "the phone was opted out by somebody else it is or was listed for, and there is no email"
          + " address"),
  NO_ADDRESS_NO_MORE("a reply asked for no more texts, and there is no email address"),
  NO_ADDRESS_WRONG_NUMBER(
      "a reply said that the phone number is the wrong one, and there is no email address"),
  NO_ADDRESS_NOT_OPTED_IN("the person has not opted in to texts and has no email address"),
  NO_ADDRESS_NO_BASIS(
      "nothing is recorded of on what the person's consent to texts rests, and there is no email"
          + " address"),
  NO_ADDRESS_NOT_TEXTABLE("the phone cannot receive texts and there is no email address"),
  NO_ADDRESS_NO_PHONE("no phone that may be texted and no email address are listed"),
  NO_ADDRESS_SHARED(
      "no text may go to the phone, and as several people share this phone and the row does not say"
          + " whom it is for, no email address was guessed"),
  NO_ADDRESS_TEXT_FAILED(
      "the text could not be delivered to the phone and there is no email address"),
  SENDER_FAILED("the sender could not send it on three nights"),
  MAIL_REFUSED("the email was refused");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  /** The reason as a registrar understands it. */
  public String words() {
    return words;
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
