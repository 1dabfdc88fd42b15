package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class MeaningsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I'm no longer a student | [[[ME], [NOMORE], [STUDENT]]]",
        "ya no soy alumna | [[[NOMORE], [ME], [STUDENT]]]",
        "je ne suis plus étudiante | [[[ME], [NEG], [NOTA], [STUDENT]]]",
        "我不是学生 | [[[ME], [NOTA], [STUDENT]]]",
        "我不是學生 | [[[ME], [NOTA], [STUDENT]]]",
        "저는 학생이 아닙니다 | [[[ME], [STUDENT], [NOTA]]]",
        "tôi không phải sinh viên | [[[ME], [NOTA], [STUDENT]]]",
        "لستُ طالباً | [[[NEG, NOTA], [STUDENT]]]",
      })
  void L3_one_thing_is_said_with_the_same_meanings_in_every_language(String reply, String means) {
    assertThat(Meanings.of(PlainText.of(reply))).hasToString(means);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Unsubscirbe me | [[[UNSUB], [ME]]]",
        "notificatoins | [[[TEXTS]]]",
        "N0 texts | [[[NEG], [TEXTS]]]",
        "وهاتفي | [[[NUMBER]]]",
        "n'appelez pas | [[[CALL], [NEG]]]",
        "Who is this? wrong number | [[[WHO], [?]], [[WRONG]]]",
      })
  void L3_a_word_is_known_misspelt_and_with_what_is_written_before_it(String reply, String means) {
    assertThat(Meanings.of(PlainText.of(reply))).hasToString(means);
  }
}
