package org.heed.settings;

import java.time.LocalDate;
import java.util.List;
import org.heed.address.PhoneType;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The institution's choices about consent.
 *
 * @param learnFromReplies whether an opt-out reply counts at once (L1); false: opt-outs are learned
 *     from refused texts alone
 * @param defaultStatus whether a phone may be texted about which nobody has said anything
 * @param defaultPhoneType the type of phone texted when a row names only the person (R2)
 * @param newPhoneInherits whether an opt-out covers phones listed after it (O6)
 * @param optOutKeywords words that turn texts off, beside those of the gateway
 * @param optInKeywords words that turn texts on, beside those of the gateway
 * @param holidays days that are no business days, for the time staff have to look at a reply
 * @param plainRefusal what a reply does that says in plain words that no more texts are wanted
 * @param requireBasis whether no text goes to a phone of which nothing says on what its consent
 *     rests (E4)
 */
public record ConsentSettings(
    @DefaultValue("true") boolean learnFromReplies,
    @DefaultValue("opted-in") DefaultStatus defaultStatus,
    @DefaultValue("Mobile") PhoneType defaultPhoneType,
    @DefaultValue("false") boolean newPhoneInherits,
    @DefaultValue List<String> optOutKeywords,
    @DefaultValue List<String> optInKeywords,
    @DefaultValue List<LocalDate> holidays,
    @DefaultValue("hold") PlainRefusal plainRefusal,
    @DefaultValue("false") boolean requireBasis) {

  /** What a phone in status DEFAULT counts as. */
  public enum DefaultStatus {
    OPTED_IN,
    OPTED_OUT
  }

  /** What becomes of whoever says no in plain words (L3). */
  public enum PlainRefusal {
    /** Everything goes by email until staff decide. */
    HOLD,
    /** The reply is listed for staff, nothing else. */
    LIST
  }
}
