package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class SpokenRefusalTest {
  @Test
  void L7_no_text_of_an_office_is_taken_for_a_reply() {
    assertThat(OfficeTexts.all()).hasSizeGreaterThan(120);
    assertThat(OfficeTexts.all()).filteredOn(SpokenRefusal::is).isEmpty();
  }

  /** A list of replies has more than one, and one is enough to tell it. */
  @Test
  void L7_half_of_all_plain_noes_are_told_one_by_one() {
    List<String> noes =
        Labelled.PARTS.stream()
            .flatMap(part -> Labelled.part(part).stream())
            .filter(reply -> Set.of("NO", "WRONG").contains(reply.reading()))
            .map(Labelled::reply)
            .toList();
    List<String> told = noes.stream().filter(SpokenRefusal::is).toList();
    assertThat(told.size() * 2).isGreaterThan(noes.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "please stop texting me",
        "Stop texting me!!!",
        "take me off this list",
        "wrong number",
        "Wrong person, sorry",
        "I don't want these texts anymore",
        "no me manden más mensajes",
        "número equivocado",
        "ne m'envoyez plus de messages",
        "不要再给我发短信了",
      })
  void L7_what_somebody_says_who_wants_no_more_is_told(String reply) {
    assertThat(SpokenRefusal.is(reply)).isTrue();
  }
}
