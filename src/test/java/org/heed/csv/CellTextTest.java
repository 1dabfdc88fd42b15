package org.heed.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class CellTextTest {
  @ParameterizedTest
  @CsvSource({
    "student_id, NULL, ''",
    "student_id, n/a, ''",
    "student_id, 900000001.0, 900000001",
    "student_id, 12.05, 12.05",
    "student_id, 0042, 0042",
    "mobile_phone, None, ''",
    "mobile_phone, -, ''",
    "email, (null), ''",
    "email, undefined, ''",
    "send_after, nan, ''",
    "first_name, NULL, ''",
    "first_name, null, ''",
    "first_name, N/A, ''",
    "first_name, -, ''",
    "last_name, Null, Null",
    "last_name, None, None",
    "last_name, Nan, Nan",
    "last_name, Na, Na",
    "course, NULL, ''",
    "course, #REF!, ''",
    "course, None, None",
    "course, #CHAMP!, ''",
    "course, #Н/Д, ''",
    "course, #WAARDE!, ''",
    "course, C#, C#",
    "course, #BLM, #BLM",
    "course, #GOTIGERS!, #GOTIGERS!",
    "course, '#1', '#1'",
    "first_name, (blank), ''",
    "first_name, <NA>, ''",
    "last_name, [object Object], ''",
    "last_name, (Null), ''",
    "last_name, <nil>, ''",
    "email, [null], ''",
    "student_id, (none), ''",
    "mobile_phone, '[object Undefined]', ''",
    "course, N/A, N/A",
    "message, null, null",
    "message, None, None"
  })
  void words_for_no_value_are_none(String column, String cell, String read) {
    assertThat(CellText.read(column, cell)).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#N/A",
        "#REF!",
        "#NAME?",
        "#VALUE!",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "########",
        "#SPILL!",
        "#BEZUG!",
        "#NV",
        "#NOM?",
        "#¡REF!",
        "#¿NOMBRE?",
        "Err:502",
        "#n/a"
      })
  void a_value_a_spreadsheet_has_lost_is_told(String cell) {
    for (String column :
        new String[] {"student_id", "mobile_phone", "email", "first_name", "message"}) {
      assertThat(CellText.noValue(column, CellText.read(column, cell))).as(column).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#VALUE",
        "#REF",
        "#VERW!",
        "#NAAM?",
        "#DEEL/0!",
        "#ADR!",
        "#NAZWA?",
        "#ССЫЛКА!",
        "#ЗНАЧ!",
        "#ИМЯ?",
        "#N/DISP",
        "#N/B",
        "#NÚM!",
        "#PYTHON!",
        "#DIV/0 !",
        "#CHAMP!"
      })
  void a_value_lost_in_another_language_is_none_where_a_cell_names_something(String cell) {
    for (String column : new String[] {"student_id", "mobile_phone", "email", "first_name"}) {
      assertThat(CellText.noValue(column, CellText.read(column, cell))).as(column).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[object Object]", "(null)", "<NA>", "(blank)", "%!s(<nil>)", "[NULL]"})
  void what_a_program_writes_for_no_text_is_not_sent(String text) {
    assertThat(CellText.noValue("message", CellText.read("message", text))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#GO!",
        "#FINALS",
        "(see you there)",
        "[moved] Room 5",
        "undefined",
        "#GoTigers!",
        "#1",
        "## ok",
        "Errors",
        "#",
        "E1",
        "null",
        "None"
      })
  void a_text_that_is_one_is_sent(String text) {
    assertThat(CellText.noValue("message", CellText.read("message", text))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200B", "\uFEFF", "\u00A0", "\u200F", "\u00AD", "\u202A", "\u202E"})
  void marks_nobody_sees_do_not_count_in_what_names_something(String mark) {
    assertThat(CellText.read("student_id", mark + "S" + mark + "1" + mark).replace(" ", ""))
        .isEqualTo("S1");
    assertThat(Header.key(mark + "Student" + mark + " ID" + mark))
        .isIn("student_id", "student__id");
    assertThat(CellText.read("message", "a" + mark + "b")).isEqualTo("a" + mark + "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello #REF!, your advisor is here | #REF!",
        "Hello #N/A! | #N/A",
        "#NAME? call us | #NAME?",
        "Due: #VALUE! | #VALUE!",
        "Hallo #BEZUG! da | #BEZUG!",
        "Hola #\u00a1REF!, pase | #\u00a1REF!",
        "One_x000D_ two | _x000D_",
        "=A1&B1 | =A1&B1",
        "=CONCAT(A1;B1) | =CONCAT(A1;B1)",
        "=\"Hi \"&B2 | =\"Hi \"&B2",
        "Fee&nbsp;due | &nbsp;",
        "Tom &amp; Ann | &amp;",
        "You&#39;re in | &#39;",
        "You&rsquo;re in | &rsquo;",
        "caf&Eacute; | &Eacute;",
        "&#x1F393; Congrats | &#x1F393;",
        "<p>Hello</p> | <p>",
        "Hello<br/>there | <br/>",
        "Hello</p> there | </p>",
        "<div class=\"a\">Hello | <div class=\"a\">",
        "Jos=C3=A9 is here | =C3=A9",
        "Jos\\u00e9 is here | \\u00e9",
        "Jos%C3%A9 is here | Jos%C3%A9",
      })
  void what_a_tool_leaves_in_a_text_is_told(String both) {
    String[] parts = both.split(" \\| ", -1);
    assertThat(CellText.leftOver(parts[0])).isEqualTo(parts[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#VALUE",
        "#NAME?",
        "#EXTERNAL!",
        "Loading...",
        "9.1E+08",
        "1/0/1900",
        "{first_name}",
        "{{first_name}}",
        "%name%",
        "${name}",
        "=A2",
        "=\"Pat\"",
        "java.lang.String;@1b",
        "Fee&nbsp;due"
      })
  void what_a_tool_leaves_for_a_value_is_none(String value) {
    assertThat(CellText.isLost(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#1", "#BLM", "Math {{101}}", "[TBA]", "1/10/2026", "E12", "5E8", "a@b.edu", "$5"})
  void what_is_a_value_is_one(String value) {
    assertThat(CellText.isLost(value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "We're #1! Go #State!",
        "Room #REF is closed",
        "C# & F#: R&D; Q&A; AT&T;",
        "5 < 6 > 4, <3, <b>, a<b, p>0",
        "use the <br> tag, or <div> and <span>",
        "2+2=4, x =A1, =) hi",
        "= = =",
        "Answer #N, #NA or #name?",
        "food&drinks; come",
        "file_x000_D",
        "see https://x.edu/caf%C3%A9?q=%C3%A9",
        "x=C3 and y=A9",
        "C:\\users\\u1"
      })
  void what_a_person_writes_is_not(String text) {
    assertThat(CellText.leftOver(text)).isNull();
  }
}
