package org.heed.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.heed.csv.Header;
import org.heed.csv.RowProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "{nickname} [sic] <b> 5% or 10% | {nickname} [sic] <b> 5% or 10%",
        "100%sure 50 % so, %d20, name (sic) @x.edu and @y.edu | 100%sure 50 % so, %d20, name (sic)"
            + " @x.edu and @y.edu",
        "Chapters {4} or {1} /?q=%s | Chapters {4} or {1} /?q=%s",
        "printf(\"%s\") a[name]=1 (Name) <name@x.edu> | printf(\"%s\") a[name]=1 (Name)"
            + " <name@x.edu>",
        "Dear Nullarbor, hi nonet | Dear Nullarbor, hi nonet",
        "5 ~ yes ~ $500, a -b- c :) __ | 5 ~ yes ~ $500, a -b- c :) __",
        "See [Email] | See [Email]",
        "no place | no place"
      })
  void a_value_takes_its_place_as_it_is(String text, String filled) throws RowProblem {
    assertThat(Placeholders.fill("message", text, PlaceholdersTest::meant, VALUES::get))
        .isEqualTo(filled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello {{frist_name}} | There is no column for {{frist_name}}.",
        "Hello {{}} | There is no column for {{}}.",
        "Hello {{Empty}} | {{Empty}} is empty on this row.",
        "Hello {{first_name | a placeholder is not closed, expected one such as {{first_name}}",
        "Hello first_name}} | a placeholder is not closed, expected one such as {{first_name}}",
        "{{first_name}} {{x{y}} | a placeholder is not closed, expected one such as {{first_name}}"
      })
  void a_place_without_a_value_is_a_problem(String text, String problem) {
    assertThat(
            catchThrowableOfType(
                RowProblem.class,
                () -> Placeholders.fill("message", text, PlaceholdersTest::meant, VALUES::get)))
        .hasMessage(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{first_name}",
        "${First Name}",
        "<<First Name>>",
        "<First Name>",
        "«First_Name»",
        "[First Name]",
        "[[first-name]]",
        "((first name))",
        "*|FIRST_NAME|*",
        "%FIRST_NAME%",
        "%%first name%%",
        "#first_name#",
        "@First Name@",
        "{{{first_name}}}",
        "{!Contact.first_name}",
        "%recipient.first_name%",
        "$first_name",
        "|First Name|",
        "~First Name~",
        "__first_name__",
        ":first_name",
        "-first_name-",
        "{ MERGEFIELD First_Name }",
        "{FIRST_NAME:there}",
        "[[First Name|there]]",
        "{Student First Name}"
      })
  void a_placeholder_of_another_system_is_refused_with_the_spelling_that_works(String place) {
    for (String text : List.of("Hi " + place + "!", "{{course}} " + place, "[x] {y} 5% " + place)) {
      RowProblem problem =
          catchThrowableOfType(
              RowProblem.class,
              () -> Placeholders.fill("message", text, PlaceholdersTest::meant, VALUES::get));
      assertThat(problem)
          .hasMessage(place + " is another system's placeholder; write {{first_name}}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "%1$s",
        "{0}",
        "[NAME]",
        "<Name>",
        "{full name}",
        "[[Your_Name]]",
        "%name%",
        "[Student's Name]",
        "[INSERT DATE]",
        "[link]",
        "{date}",
        "FNAME",
        "LAST_NAME",
        "first_name",
        "Dear null"
      })
  void where_nothing_was_put_is_told(String place) {
    RowProblem problem =
        catchThrowableOfType(
            RowProblem.class,
            () ->
                Placeholders.fill(
                    "message", "Hi " + place + ", hello", PlaceholdersTest::meant, VALUES::get));
    assertThat(problem)
        .hasMessage(
            "nothing was put in the place of "
                + place
                + "; write the value, or the name of a column such as {{first_name}}");
  }

  private static String meant(String name) {
    String key = Header.key(name);
    return VALUES.containsKey(key) ? key : null;
  }
}
