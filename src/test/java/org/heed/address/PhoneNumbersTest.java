package org.heed.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class PhoneNumbersTest {
  private final PhoneNumbers american = new PhoneNumbers("US");

  @ParameterizedTest
  @CsvSource({
    "+13125550110, +13125550110",
    "(312) 555-0110, +13125550110",
    "312-555-0110, +13125550110",
    "312.555.0110, +13125550110",
    "3125550110, +13125550110",
    "13125550110, +13125550110",
    "1 (312) 555-0110, +13125550110",
    "+1 312 555 0110, +13125550110",
    "'+1-312-555-0110', +13125550110",
    "312 555 0110, +13125550110",
    "'=\"+13125550110\"', +13125550110",
    "'''+13125550110', +13125550110",
    "+44 20 7946 0018, +442079460018",
    "011 44 20 7946 0018, +442079460018",
    "+15005550006, +15005550006",
    "312/555-0110, +13125550110",
    "tel:+1-312-555-0110, +13125550110",
    "TEL:(312) 555-0110, +13125550110",
    "callto:+442079460018, +442079460018",
    "3125550110.0, +13125550110",
    "+13125550110.00, +13125550110",
    "'3125550110,0', +13125550110",
    "13125550110.0, +13125550110",
    "+493012345.0, +493012345",
    "0049 30 123456, +4930123456",
    "(00) 44 20 7946 0018, +442079460018",
    "+0044 20 7946 0018, +442079460018",
    "00 1 312 555 0110, +13125550110",
    "011 1 312 555 0110, +13125550110",
    "+1 999 555 0110, +19995550110",
    "416-555-0110, +14165550110",
    "787-555-0110, +17875550110"
  })
  void reads_a_number_as_people_write_it(String text, String e164) {
    assertThat(american.read(text))
        .isEqualTo(new PhoneNumbers.Reading(new PhoneNumber(e164), null));
  }

  @ParameterizedTest
  @CsvSource({
    "555-0110, the area code is missing",
    "12, too few digits for a phone number",
    "1, not a phone number",
    "900-555-0135, 'a number that callers pay for, which receives no texts'",
    "+1 (900) 555-0135, 'a number that callers pay for, which receives no texts'",
    "312555, too few digits for a phone number",
    "312555011, too few digits for a phone number",
    "31255501101234, too many digits for a phone number",
    "3125550110 3125550111, too many digits for a phone number",
    "+1312555011, too few digits for a phone number",
    "(012) 555-0110, no area code starts with 0",
    "112-555-0110, no area code starts with 1",
    "+999 312 555 0110, no country has this country code",
    "+3125550132, a + and no country code before the number",
    "+(312) 555-0132, a + and no country code before the number",
    "call me, 'a phone number has digits only, found letters'",
    "312-555-O110, 'a phone number has digits only, found letters'",
    "312-555-0110 ext 5, 'a phone number has digits only, found letters'",
    "312-555-0110 #5, a phone number with an extension cannot be texted",
    "1.31256E+10, 'a spreadsheet has shortened this number, its last digits are lost'",
    "'1,31256E+10', 'a spreadsheet has shortened this number, its last digits are lost'",
    "-, not a phone number",
    "312-155-0110, no number starts with 1 after its area code",
    "tel:+1-312-555-0110;ext=5, 'a phone number has digits only, found letters'",
    "#REF!, 'a phone number has digits only, found letters'",
    "📞, not a phone number"
  })
  void says_why_there_is_no_number(String text, String problem) {
    assertThat(american.read(text)).isEqualTo(new PhoneNumbers.Reading(null, problem));
  }

  @ParameterizedTest
  @CsvSource({
    "GB, 020 7946 0018, +442079460018",
    "GB, 07700 900123, +447700900123",
    "GB, 02079460018.0, +442079460018",
    "JP, 0044 20 7946 0018, +442079460018",
    "AU, 0011 44 20 7946 0018, +442079460018",
    "DE, 00 1 312 555 0110, +13125550110",
    "DE, +493012345.0, +493012345",
    "DE, 030123456.0, +4930123456",
    "DE, 030 123456.0, +4930123456",
    "DE, '(030) 123456,0', +4930123456",
    "FR, 01.42.68.53.00, +33142685300",
    "IN, 98765 43210, +919876543210",
    "GB, +13125550110, +13125550110",
    "CA, (416) 555-0110, +14165550110",
    "PR, 787 555 0110, +17875550110",
    "DE, 030 123456, +4930123456"
  })
  void a_number_without_a_country_code_is_of_the_institutions_country(
      String country, String text, String e164) {
    assertThat(new PhoneNumbers(country).read(text).number()).isEqualTo(new PhoneNumber(e164));
  }

  @ParameterizedTest
  @CsvSource({
    "US, 999 555 0110, the United States",
    "US, (999) 555-0110, the United States",
    "US, 1-555-555-0110, the United States",
    "US, 98765 43210, the United States",
    "US, 4930123456, the United States",
    "GB, 3125550110, the United Kingdom",
    "DE, 3125550110, Germany",
    "DE, 3125550110.0, Germany"
  })
  void a_number_of_no_area_of_the_country_is_not_made_a_home_number(
      String country, String text, String name) {
    assertThat(new PhoneNumbers(country).read(text).problem())
        .isEqualTo(
            "the area code is not assigned in "
                + name
                + "; a number of another country needs + and its country code");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200B", "\uFEFF", "\u00A0", "\u200E", "\u200F", "\u00AD", "\u202A", "\u202B", "\u202C",
        "\u202D", "\u202E", "\u2060", "\u2066", "\u2069", "\u2007", "\u202F", "\u3000", "\u061C",
        "\u034F", "\u115F", "\u17B4", "\u180B", "\u180E", "\u2800", "\u3164", "\uFE0F", "\uFFA0",
        "\uFFF9", "\uFFFC", "\uDB40\uDD00", "\uDB40\uDC41"
      })
  void a_mark_nobody_sees_does_not_count(String mark) {
    for (String text :
        new String[] {
          mark + "+13125550110",
          "+1" + mark + "3125550110",
          "3125550110" + mark,
          mark + "tel:" + mark + "312-555-0110" + mark,
          "3125550110" + mark + ".0"
        }) {
      assertThat(american.read(text).number()).isEqualTo(new PhoneNumber("+13125550110"));
    }
  }

  @Test
  void the_short_way_reads_what_the_library_reads() throws NumberParseException {
    PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    String[] spellings = {
      "%s%s%s", "(%s) %s-%s", "+1%s%s%s", "1-%s-%s-%s", "%s.%s.%s", "+1 (%s) %s %s"
    };
    Random random = new Random(312);
    for (int i = 0; i < 600; i++) {
      String text =
          spellings[i % spellings.length].formatted(
              200 + random.nextInt(800), 200 + random.nextInt(800), 1000 + random.nextInt(9000));
      Phonenumber.PhoneNumber parsed = library.parse(text, "US");
      PhoneNumber same = new PhoneNumber(library.format(parsed, PhoneNumberFormat.E164));
      if (text.startsWith("+") || library.isValidNumber(parsed)) {
        assertThat(american.read(text).number()).as(text).isEqualTo(same);
      } else {
        assertThat(american.read(text).number()).as(text).isIn(null, same);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+13125550110 | (312) 555-0110",
        "from +13125550110: stop | from (312) 555-0110: stop",
        "+442079460018, and +13125550110. | +44 20 7946 0018, and (312) 555-0110.",
        "reply SM13125550110 of 13125550110 | reply SM13125550110 of 13125550110",
        "C+13125550110, +0123, +1234567890123456789 | C+13125550110, +0123, +1234567890123456789",
      })
  void numbers_in_a_text_are_told_as_people_at_home_write_them(String text, String told) {
    assertThat(american.told(text)).isEqualTo(told);
  }

  @Test
  void no_text_makes_it_fail() {
    Random random = new Random(5550110);
    String alphabet = "+0123456789 ()-./#*;,xXeE=\u00A0\u0660\u06F5\uFF11\uD83D\uDCDE\u0000\n";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(24); length >= 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      PhoneNumbers.Reading reading = american.read(text.toString());
      assertThat(reading.number() == null).as(text.toString()).isEqualTo(reading.problem() != null);
    }
    assertThat(american.read("3".repeat(40_000)).problem()).isNotNull();
  }
}
