package org.heed.address;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber.CountryCodeSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Reads a phone number as people write it, for an institution's country. */
public final class PhoneNumbers {
  private static final Pattern NANP = Pattern.compile("\\+1[2-9]\\d{2}[2-9]\\d{6}");
  private static final Pattern STORED = Pattern.compile("(?<![\\w+])\\+[1-9]\\d{6,14}\\b");
  private static final Pattern LETTER = Pattern.compile("\\p{L}");
  private static final Pattern SHORTENED = Pattern.compile("\\d([.,]\\d+)?[eE]\\+?\\d+");

  private static final Pattern LINK = Pattern.compile("(?i)^(tel|callto|sms|smsto):(//)?");
  private static final Pattern OF_A_TABLE =
      Pattern.compile("^(\\+?\\d{5,}) *[.,]0+$|^(.*\\d) *[.,]0$");
  private static final Pattern DIALLED = Pattern.compile("^\\(?\\+?00\\)?(?=[ ./()-]*[1-9])");
  private static final int AREA = 3;
  private static final String PREMIUM = "+1900";

  private final PhoneNumberUtil util = PhoneNumberUtil.getInstance();
  private final String country;
  private final boolean northAmerican;
  private static final Map<String, Boolean> ASSIGNED = new ConcurrentHashMap<>();

  /**
   * @param country ISO 3166 code of numbers without a country code, {@code US}
   */
  public PhoneNumbers(String country) {
    this.country = country;
    this.northAmerican = util.getCountryCodeForRegion(country) == 1;
  }

  /** The country of numbers without a country code. */
  public String country() {
    return country;
  }

  /** Whether these two letters are those of a country, as {@link PhoneNumbers} takes them. */
  public static boolean isCountry(String country) {
    return PhoneNumberUtil.getInstance().getSupportedRegions().contains(country);
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
    String link = LINK.matcher(Marks.without(text).strip()).replaceFirst("");
    String trimmed = OF_A_TABLE.matcher(link).replaceFirst("$1$2");
    String plain = plain(trimmed);
    if (NANP.matcher(plain).matches()) {
      if (plain.startsWith(PREMIUM)) {
        return problem(Phrases.of("phone.premium"));
      }
      return trimmed.startsWith("+") || assigned("1", plain.substring(2))
          ? new Reading(new PhoneNumber(plain), null)
          : problem(unassigned());
    }
    if (SHORTENED.matcher(trimmed).matches()) {
      return problem(Phrases.of("phone.shortened"));
    }
    if (LETTER.matcher(trimmed).find()) {
      return problem(Phrases.of("phone.letters"));
    }
    Reading reading = reading(trimmed);
    return reading.number() == null && DIALLED.matcher(trimmed).find()
        ? reading(DIALLED.matcher(trimmed).replaceFirst("+"))
        : reading;
  }

  private Reading reading(String text) {
    Phonenumber.PhoneNumber parsed;
    try {
      parsed = util.parseAndKeepRawInput(text, country);
    } catch (NumberParseException e) {
      return problem(
          switch (e.getErrorType()) {
            case INVALID_COUNTRY_CODE -> Phrases.of("phone.no.country");
            case TOO_LONG -> Phrases.of("phone.long");
            case TOO_SHORT_NSN, TOO_SHORT_AFTER_IDD -> Phrases.of("phone.short");
            case NOT_A_NUMBER -> Phrases.of("phone.none");
          });
    }
    if (parsed.hasExtension()) {
      return problem(Phrases.of("phone.extension"));
    }
    ValidationResult possible = util.isPossibleNumberWithReason(parsed);
    if (possible != ValidationResult.IS_POSSIBLE) {
      return problem(
          switch (possible) {
            case TOO_SHORT -> Phrases.of("phone.short");
            case TOO_LONG -> Phrases.of("phone.long");
            case INVALID_COUNTRY_CODE -> Phrases.of("phone.no.country");
            case IS_POSSIBLE_LOCAL_ONLY -> Phrases.of("phone.no.area");
            default -> Phrases.of("phone.digits");
          });
    }
    String e164 = util.format(parsed, PhoneNumberFormat.E164);
    if (parsed.getCountryCode() == 1 && (e164.charAt(2) == '0' || e164.charAt(2) == '1')) {
      return problem(Phrases.of("phone.area.start", e164.charAt(2)));
    }
    boolean abroad =
        parsed.getCountryCodeSource() == CountryCodeSource.FROM_NUMBER_WITH_PLUS_SIGN
            || parsed.getCountryCodeSource() == CountryCodeSource.FROM_NUMBER_WITH_IDD;
    if (abroad && text.startsWith("+") && !util.isValidNumber(parsed) && isHome(text)) {
      return problem(Phrases.of("phone.plus"));
    }
    if (!abroad && !util.isValidNumber(parsed)) {
      String digits = util.getNationalSignificantNumber(parsed);
      if (!assigned(String.valueOf(parsed.getCountryCode()), digits)) {
        return problem(unassigned());
      }
      if (parsed.getCountryCode() == 1) {
        return problem(Phrases.of("phone.number.start", e164.charAt(5)));
      }
    }
    return PhoneNumber.isE164(e164)
        ? new Reading(new PhoneNumber(e164), null)
        : problem(Phrases.of("phone.none"));
  }

  /** Whether it would be one of the country without the plus. */
  private boolean isHome(String text) {
    try {
      return util.isValidNumber(util.parse(text.substring(1), country));
    } catch (NumberParseException e) {
      return false;
    }
  }

  /** Whether there are numbers that begin so: a number nobody has yet may be tomorrow's. */
  private boolean assigned(String countryCode, String digits) {
    return digits.length() > AREA
        && ASSIGNED.computeIfAbsent(
            countryCode + ' ' + digits.length() + ' ' + digits.substring(0, AREA),
            key -> {
              for (char fill = '0'; fill <= '9'; fill++) {
                String tail = String.valueOf(fill).repeat(digits.length() - AREA);
                if (valid("+" + countryCode + digits.substring(0, AREA) + tail)) {
                  return true;
                }
              }
              return false;
            });
  }

  private boolean valid(String e164) {
    try {
      return util.isValidNumber(util.parse(e164, null));
    } catch (NumberParseException e) {
      return false;
    }
  }

  private String unassigned() {
    String name = new Locale("", country).getDisplayCountry(Locale.ENGLISH);
    return Phrases.of("phone.area.none", name.startsWith("United") ? "the " + name : name);
  }

  /**
   * The usual spellings of North America, read at a hundredth of the library's cost; the library
   * reads them alike. Empty: another spelling.
   */
  private String plain(String text) {
    boolean international = text.startsWith("+");
    StringBuilder digits = new StringBuilder(12).append('+');
    for (int i = international ? 1 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if (" -.()".indexOf(c) < 0) {
        return "";
      }
    }
    if (!international && northAmerican && digits.length() == 11) {
      digits.insert(1, '1');
    }
    return international || northAmerican ? digits.toString() : "";
  }

  private static Reading problem(String reason) {
    return new Reading(null, reason);
  }

  /** As it is dialled from anywhere: {@code +1 202-555-0100}. */
  public String international(PhoneNumber number) {
    return format(number, PhoneNumberFormat.INTERNATIONAL);
  }

  /** As people at home write it: {@code (202) 555-0100}; a foreign one as from anywhere. */
  public String national(PhoneNumber number) {
    return number.e164().startsWith("+" + util.getCountryCodeForRegion(country))
        ? format(number, PhoneNumberFormat.NATIONAL)
        : international(number);
  }

  /** A text that was stored, with the numbers in it as people at home write them. */
  public String told(String text) {
    return STORED
        .matcher(text)
        .replaceAll(number -> Matcher.quoteReplacement(national(new PhoneNumber(number.group()))));
  }

  private String format(PhoneNumber number, PhoneNumberFormat format) {
    try {
      return util.format(util.parse(number.e164(), null), format);
    } catch (NumberParseException e) {
      return number.e164();
    }
  }
}
