package org.heed.address;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a phone number as people write it, for an institution's country. */
public final class PhoneNumbers {
  private static final Pattern NANP = Pattern.compile("\\+1[2-9]\\d{2}[2-9]\\d{6}");
  private static final Pattern LETTER = Pattern.compile("\\p{L}");

  private final PhoneNumberUtil util = PhoneNumberUtil.getInstance();
  private final String country;

  /**
   * @param country ISO 3166 code of numbers without a country code, {@code US}
   */
  public PhoneNumbers(String country) {
    this.country = country;
  }

  /**
   * What was read: exactly one of the two is there.
   *
   * @param number the number
   * @param problem why there is none, for a person to read: found and expected
   */
  public record Reading(@Nullable PhoneNumber number, @Nullable String problem) {}

  /**
   * Reads one number in any spelling; never throws.
   *
   * @param text as typed, not blank
   */
  public Reading read(String text) {
    String trimmed = text.strip();
    if (NANP.matcher(trimmed).matches()) {
      return new Reading(new PhoneNumber(trimmed), null);
    }
    if (LETTER.matcher(trimmed).find()) {
      return problem("a phone number has digits only, found letters");
    }
    Phonenumber.PhoneNumber parsed;
    try {
      parsed = util.parse(trimmed, country);
    } catch (NumberParseException e) {
      return problem("not a phone number");
    }
    if (parsed.hasExtension()) {
      return problem("a phone number with an extension cannot be texted");
    }
    ValidationResult possible = util.isPossibleNumberWithReason(parsed);
    if (possible != ValidationResult.IS_POSSIBLE) {
      return problem(
          switch (possible) {
            case TOO_SHORT -> "too few digits for a phone number";
            case TOO_LONG -> "too many digits for a phone number";
            case INVALID_COUNTRY_CODE -> "no country has this country code";
            case IS_POSSIBLE_LOCAL_ONLY -> "the area code is missing";
            default -> "no phone number has this many digits";
          });
    }
    String e164 = util.format(parsed, PhoneNumberFormat.E164);
    if (parsed.getCountryCode() == 1 && (e164.charAt(2) == '0' || e164.charAt(2) == '1')) {
      return problem("no area code starts with " + e164.charAt(2));
    }
    return PhoneNumber.isE164(e164)
        ? new Reading(new PhoneNumber(e164), null)
        : problem("not a phone number");
  }

  private static Reading problem(String reason) {
    return new Reading(null, reason);
  }
}
