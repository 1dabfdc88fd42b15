package org.heed.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
@SuppressWarnings("IncrementInForLoopAndHeader")
class KeywordsTest {
  private final Keywords keywords = new Keywords(List.of(), List.of());

  static List<String> corpus() throws IOException {
    try (InputStream file = KeywordsTest.class.getResourceAsStream("replies.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void L2_L3_reads_every_reply_of_the_corpus_as_expected(String line) {
    int bar = line.indexOf('|');
    String reply = unescape(line.substring(bar + 1, line.length() - 1));
    String reading = line.substring(0, bar);
    boolean review = reading.equals("REVIEW");
    assertThat(keywords.read(reply)).isEqualTo(review ? Keyword.NONE : Keyword.valueOf(reading));
    if (keywords.read(reply) == Keyword.NONE) {
      assertThat(Refusals.read(reply).isPresent()).isEqualTo(review);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000", "\u00AD", "\u034F", "\u061C", "\u115F", "\u1160", "\u17B4", "\u180B", "\u180E",
        "\u200B", "\u200D", "\u200F", "\u202E", "\u2060", "\u2066", "\u2800", "\u3164", "\uFE0F",
        "\uFEFF", "\uFFA0", "\uFFF9", "\uFFFC", "\uDB40\uDD00", "\uDB40\uDC41"
      })
  void L2_a_mark_nobody_sees_makes_no_other_word(String mark) {
    for (String reply :
        List.of(mark + "STOP", "STOP" + mark, "ST" + mark + "OP", "退" + mark + "订")) {
      assertThat(keywords.read(reply)).isEqualTo(Keyword.OPT_OUT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "🚫 START",
        "✋START",
        "START ❌",
        "START 🖕",
        "START 👎",
        "yes ⛔",
        "YES ❓",
        "yes 🙄",
        "Yes?",
        "¿Yes?",
        "START?",
        "'START' ???",
        "Start...",
        "UNSTOP…",
        "> START"
      })
  void I1_what_asks_doubts_or_quotes_turns_nothing_on(String reply) {
    assertThat(keywords.read(reply)).isEqualTo(Keyword.NONE);
    assertThat(keywords.mayBeOptIn(reply)).isTrue();
  }

  @Test
  void L2_has_a_corpus_of_at_least_300_replies() throws IOException {
    assertThat(corpus()).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"STOP", "STOPALL", "QUIT", "END", "CANCEL", "UNSUBSCRIBE", "OPTOUT", "REVOKE"})
  void G1_knows_every_word_that_blocks_the_pair_at_the_gateway(String word) {
    assertThat(keywords.read(word)).isEqualTo(Keyword.OPT_OUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Huy",
        "altos",
        "baja la voz",
        "cancelar mi cita",
        "pare de sufrir y venga",
        "取消预约",
        "그만큼",
        "td bank",
        "arrete",
        "عدم إيقاف السيارة"
      })
  void L2_a_stop_word_inside_a_sentence_or_a_word_is_none(String reply) {
    assertThat(keywords.read(reply)).isEqualTo(Keyword.NONE);
  }

  @Test
  void L2_adds_configured_words_to_the_known_ones() {
    Keywords extended = new Keywords(List.of("alto", "No more"), List.of("Alta", "YES"));
    assertThat(Stream.of("ALTO!", "no  more.", "stop", "alta", "start", "yes").map(extended::read))
        .containsExactly(
            Keyword.OPT_OUT,
            Keyword.OPT_OUT,
            Keyword.OPT_OUT,
            Keyword.OPT_IN,
            Keyword.OPT_IN,
            Keyword.YES);
  }

  @ParameterizedTest
  @CsvSource({",no", ",Off", "START,", "YES,", "false,", "'',", "!,", ",STOP", ",true"})
  void refuses_words_that_cannot_be_meant(String optOut, String optIn) {
    assertThatThrownBy(() -> new Keywords(list(optOut), list(optIn)))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageStartingWith("heed.consent.opt-" + (optIn == null ? "out" : "in"))
        .hasMessageContaining(optIn == null ? optOut : optIn);
  }

  private static List<String> list(String word) {
    return word == null ? List.of() : List.of(word);
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\\') {
        plain.append(text.charAt(i));
        continue;
      }
      i++;
      switch (text.charAt(i)) {
        case 'u' -> {
          plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
          i += 4;
        }
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 't' -> plain.append('\t');
        default -> plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }
}
