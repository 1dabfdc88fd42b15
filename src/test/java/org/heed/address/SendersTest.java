package org.heed.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.heed.address.Senders.Entry;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class SendersTest {
  private static final PhoneNumbers NUMBERS = new PhoneNumbers("US");

  @ParameterizedTest
  @CsvSource({
    "Advising, +12025550100",
    "aDVISING, +12025550100",
    "' advising ', +12025550100",
    "+12025550100, +12025550100",
    "(202) 555-0100, +12025550100",
    "12025550100, +12025550100",
    "Financial Aid, +12025550101",
    "202-555-0102, +12025550102",
    "Bursar,",
    "202-555-0109,",
    "'',"
  })
  void a_sender_is_found_by_name_in_any_case_or_number_in_any_spelling(String from, String number) {
    Senders senders =
        new Senders(
            List.of(
                new Entry("+12025550100", "Advising", null, null),
                new Entry("(202) 555-0101", " Financial Aid ", 2.5, null),
                new Entry("12025550102", null, null, null)),
            NUMBERS);
    assertThat(senders.find(from).map(sender -> sender.number().e164()).orElse(null))
        .isEqualTo(number);
    assertThat(senders.nameOf("+12025550102")).isEqualTo("(202) 555-0102");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "202 | A | | heed.senders[1].number: too few digits for a phone number; expected a number"
            + " such as +12025550100",
        "+12025550100 | B | | heed.senders[1].number: the same number stands there twice",
        "+12025550101 | ADVISING | | heed.senders[1].name: the name ADVISING stands there twice",
        "+12025550101 | C | 0 | heed.senders[1].messages-per-second: found 0.0, expected a number"
            + " above 0"
      })
  void a_wrong_sender_names_its_property(String number, String name, Double rate, String problem) {
    List<Entry> entries =
        List.of(
            new Entry("+12025550100", "Advising", null, null), new Entry(number, name, rate, null));
    assertThatThrownBy(() -> new Senders(entries, NUMBERS))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(problem);
  }
}
