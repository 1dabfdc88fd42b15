package org.heed.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.heed.csv.RowProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class PlaceholdersTest {
  private static final Map<String, String> VALUES =
      Map.of("empty", "", "first_name", "Pat", "course", "Math {{101}}", "price", "$1\\2");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello {{first_name}}! | Hello Pat!",
        "{{ First Name }}, {{FIRST-NAME}} | Pat, Pat",
        "Due: {{price}} | Due: $1\\2",
        "{{course}} | Math {{101}}",
        "{first_name} | {first_name}",
        "no place | no place"
      })
  void a_value_takes_its_place_as_it_is(String text, String filled) throws RowProblem {
    assertThat(Placeholders.fill("message", text, VALUES::get)).isEqualTo(filled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello {{frist_name}} | no column has the name of this placeholder",
        "Hello {{}} | no column has the name of this placeholder",
        "Hello {{Empty}} | nothing is known to put in the place of this placeholder on this row",
        "Hello {{first_name | a placeholder is not closed, expected one such as {{first_name}}",
        "Hello first_name}} | a placeholder is not closed, expected one such as {{first_name}}",
        "{{first_name}} {{x{y}} | a placeholder is not closed, expected one such as {{first_name}}"
      })
  void a_place_without_a_value_is_a_problem(String text, String problem) {
    assertThat(
            catchThrowableOfType(
                RowProblem.class, () -> Placeholders.fill("message", text, VALUES::get)))
        .hasMessage(problem);
  }
}
