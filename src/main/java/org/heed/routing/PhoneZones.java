package org.heed.routing;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.heed.address.PhoneNumber;

/** The time zones of a phone's area. */
final class PhoneZones {
  private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();

  private final PhoneNumberUtil util = PhoneNumberUtil.getInstance();
  private final PhoneNumberToTimeZonesMapper mapper = PhoneNumberToTimeZonesMapper.getInstance();
  private final List<String> nowhereInPlusOne =
      mapper.getTimeZonesForGeographicalNumber(
          new Phonenumber.PhoneNumber().setCountryCode(1).setNationalNumber(555_555_0100L));

  /**
   * Every zone of the number's area, of its whole country where only that is known; empty: unknown.
   * A toll-free or unassigned +1 number has no area: +1 is twenty countries from Guam to Bermuda.
   */
  List<ZoneId> of(PhoneNumber phone) {
    Phonenumber.PhoneNumber number;
    try {
      number = util.parse(phone.e164(), null);
    } catch (NumberParseException e) {
      return List.of();
    }
    // The mapper gives up on numbers it holds for invalid; their area code still says where.
    List<String> names =
        util.getNumberType(number) == PhoneNumberType.UNKNOWN
            ? mapper.getTimeZonesForGeographicalNumber(number)
            : mapper.getTimeZonesForNumber(number);
    if (names.equals(nowhereInPlusOne)) {
      return List.of();
    }
    return names.stream().filter(KNOWN::contains).map(ZoneId::of).toList();
  }
}
