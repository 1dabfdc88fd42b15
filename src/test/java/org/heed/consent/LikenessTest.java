package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second reading of replies, by their likeness to known ones. */
@NullUnmarked
class LikenessTest {
  @Test
  void L3_its_weights_are_those_that_the_known_replies_give() {
    assertThat(List.of(Likeness.of("known.weights"), Likeness.of("anothers.weights")))
        .as("LikenessTraining.main writes them anew")
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                Likeness.read(LikenessTraining.known(Labelled.all())),
                Likeness.read(LikenessTraining.anothers(Labelled.all()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ok",
        "k",
        "👍",
        "12345",
        "A1234567",
        "John Smith",
        "room 214",
        "3pm",
        "Y",
        "si",
        "oui",
        "Danke schön, bis morgen",
        "Obrigado, até amanhã",
        "спасибо большое",
        "धन्यवाद",
        "Salamat po",
        "ありがとうございます",
        "Grazie mille, ci vediamo lunedì",
        "Wo ist das Büro?",
        "qwertz uiop"
      })
  void L3_what_it_has_learned_nothing_about_is_no_refusal(String reply) {
    assertThat(Refusals.read(reply)).isEmpty();
  }

  @Test
  void L3_a_long_reply_is_not_what_it_has_learned_from() {
    String clause = "these texts wear me out and i see no good in them ";
    assertThat(Refusals.read(clause)).contains(Refusal.NO_MORE);
    assertThat(Refusals.read(clause.repeat(6))).isEmpty();
  }
}
