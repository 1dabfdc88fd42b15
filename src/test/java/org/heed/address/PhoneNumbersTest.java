package org.heed.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "312/555-0110, +13125550110"
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
    "312555, too few digits for a phone number",
    "312555011, too few digits for a phone number",
    "31255501101234, too many digits for a phone number",
    "3125550110 3125550111, too many digits for a phone number",
    "+1312555011, too few digits for a phone number",
    "(012) 555-0110, no area code starts with 0",
    "112-555-0110, no area code starts with 1",
    "+999 312 555 0110, no country has this country code",
    "call me, 'a phone number has digits only, found letters'",
    "312-555-O110, 'a phone number has digits only, found letters'",
    "312-555-0110 ext 5, 'a phone number has digits only, found letters'",
    "312-555-0110 #5, a phone number with an extension cannot be texted",
    "1.31256E+10, 'a spreadsheet has shortened this number, its last digits are lost'",
    "'1,31256E+10', 'a spreadsheet has shortened this number, its last digits are lost'",
    "-, not a phone number",
    "#REF!, 'a phone number has digits only, found letters'",
    "📞, not a phone number"
  })
  void says_why_there_is_no_number(String text, String problem) {
    assertThat(american.read(text)).isEqualTo(new PhoneNumbers.Reading(null, problem));
  }

  @ParameterizedTest
  @CsvSource({
    "GB, 020 7946 0018, +442079460018",
    "GB, 3125550110, +443125550110",
    "GB, +13125550110, +13125550110",
    "CA, (416) 555-0110, +14165550110",
    "PR, 787 555 0110, +17875550110",
    "DE, 030 123456, +4930123456"
  })
  void a_number_without_a_country_code_is_of_the_institutions_country(
      String country, String text, String e164) {
    assertThat(new PhoneNumbers(country).read(text).number()).isEqualTo(new PhoneNumber(e164));
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
      assertThat(american.read(text).number())
          .as(text)
          .isEqualTo(
              new PhoneNumber(library.format(library.parse(text, "US"), PhoneNumberFormat.E164)));
    }
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
