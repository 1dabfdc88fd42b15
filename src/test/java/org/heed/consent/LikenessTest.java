package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second reading of replies, by their likeness to known ones. */
@NullUnmarked
class LikenessTest {
  /** One hand's. */
  private static final Set<String> LEFT_OUT = Set.of("mixed14");

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

  @Test
  void
      L3_of_replies_that_it_has_not_learned_it_knows_49_of_50_noes_and_holds_for_one_of_50_others() {
    List<Labelled> learned =
        Labelled.PARTS.stream()
            .filter(part -> !LEFT_OUT.contains(part))
            .flatMap(part -> Labelled.part(part).stream())
            .toList();
    Likeness likeness = Likeness.read(LikenessTraining.known(learned));
    Map<Boolean, List<Labelled>> unseen =
        LEFT_OUT.stream()
            .flatMap(part -> Labelled.part(part).stream())
            .collect(Collectors.partitioningBy(Labelled::isPlain));
    Predicate<Labelled> held =
        reply -> {
          String plain = PlainText.of(reply.reply());
          return likeness.score(plain) > (Meanings.mayBeNo(plain) ? Refusals.HELD : Refusals.SURE);
        };
    assertThat(unseen.get(true).stream().filter(held).count() * 50)
        .isGreaterThan(unseen.get(true).size() * 49L);
    assertThat(unseen.get(false).stream().filter(held).count() * 50)
        .isLessThan(unseen.get(false).size());
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
