package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOP, and what a phone or a person puts beside it (L3). */
@NullUnmarked
class WholeNoesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOP\n\n-- \nPat Lee\nSenior",
        "Stop\n\nPat Lee | Class of 2027 | Go Tigers!",
        "STOP 2025550100",
        "STOP +1 (202) 555-0100",
        "stop 72345",
        "S1001 STOP",
        "Stop 312-555-1000",
        "First words\nReply STOP to opt out\nSTOP",
        "\"Reply STOP to opt out\" STOP",
        "Reply STOP",
        "I reply STOP.",
        "STOP (edited)",
        "Edited to \u201CSTOP\u201D",
        "STOPSTOP",
        "STOP STOP",
        "$TOP",
        "5top",
        "END ALL",
        "Cancel all",
        "LEAVE",
        "Exit.",
        "DNT",
        "de-list",
        "Salir",
        "Detente!",
        "dừng",
        "du\u031B\u0300ng",
        "退",
        "안받아요",
        "ستوب",
        "🚫",
        "🚫📱",
        "🙅\u200D♀\uFE0F",
        "🖕",
        "TCPA violation",
        "I will sue"
      })
  void L3_a_no_is_one_whatever_stands_beside_it(String reply) {
    assertThat(Refusals.read(reply)).contains(Refusal.NO_MORE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "đúng",
        "stop by at 10?",
        "Bus stop 2025",
        "see you at the\nstop",
        "I stopped",
        "Liked \u201CReply STOP to opt out\u201D",
        "Exit 5?",
        "leave at 10",
        "不要",
        "📱",
        "👍",
        "The deadline is over?\n\nPat Lee",
        "Thanks!\n\nStop and smell the roses"
      })
  void what_is_none_is_none(String reply) {
    assertThat(WholeNoes.is(reply)).isFalse();
  }
}
