package org.heed.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway's codes mean. */
@NullUnmarked
class CodesTest {
  @ParameterizedTest
  @CsvSource({
    "400,21610,OPTED_OUT",
    "400,21614,NOT_TEXTABLE",
    "400,21612,RECIPIENT",
    "400,21606,SENDER_FAULT",
    "400,21617,CONTENT",
    "400,21611,RETRY",
    "400,30610,HOLD",
    "400,30036,EXPIRED",
    "500,30036,EXPIRED",
    "400,30012,RETRY",
    "400,21624,ACCOUNT_FAULT",
    "400,99999,RECIPIENT",
    "400,,IN_DOUBT",
    "401,20003,ACCOUNT_FAULT",
    "401,,ACCOUNT_FAULT",
    "401,99999,ACCOUNT_FAULT",
    "401,21610,OPTED_OUT",
    "403,20403,ACCOUNT_FAULT",
    "403,99999,ACCOUNT_FAULT",
    "403,21408,RECIPIENT",
    "403,21610,OPTED_OUT",
    "403,21211,NOT_TEXTABLE",
    "403,21614,NOT_TEXTABLE",
    "403,21606,SENDER_FAULT",
    "403,30007,CONTENT",
    "404,20404,ACCOUNT_FAULT",
    "404,99999,ACCOUNT_FAULT",
    "404,21612,RECIPIENT",
    "429,21611,RETRY",
    "429,20429,RETRY",
    "429,99999,RETRY",
    "409,20409,RETRY",
    "400,21712,SENDER_FAULT",
    "400,21910,SENDER_FAULT",
    "400,30010,RECIPIENT",
    "400,63033,OPTED_OUT",
    "422,21602,CONTENT",
    "400,400,IN_DOUBT",
    "403,403,ACCOUNT_FAULT",
    "403,,ACCOUNT_FAULT",
    "404,,ACCOUNT_FAULT",
    "429,,RETRY",
    "500,20500,IN_DOUBT",
    "500,21610,OPTED_OUT",
    "503,21610,OPTED_OUT",
    "302,21610,IN_DOUBT",
    "500,21211,NOT_TEXTABLE",
    "504,21614,NOT_TEXTABLE",
    "500,21408,RECIPIENT",
    "502,21617,CONTENT",
    "500,,IN_DOUBT",
    "500,99999,IN_DOUBT",
    "503,21611,IN_DOUBT",
    "503,20429,IN_DOUBT",
    "500,30610,IN_DOUBT",
    "500,20003,IN_DOUBT",
    "500,21606,IN_DOUBT",
    "302,,IN_DOUBT"
  })
  void a_refusal_is_classified(int status, Integer code, Answer.Kind kind) {
    assertThat(Codes.refused(status, code)).isEqualTo(kind);
  }

  @Test
  void R6_every_code_of_the_dictionary_has_its_reason_in_plain_words() throws IOException {
    List<Integer> codes;
    try (var file = CodesTest.class.getResourceAsStream("twilio-codes.txt")) {
      codes =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .flatMap(line -> Arrays.stream(line.split(" ", -1)))
              .map(Integer::valueOf)
              .toList();
    }
    assertThat(codes).hasSizeGreaterThan(380).doesNotHaveDuplicates();
    assertThat(codes)
        .allSatisfy(
            code -> {
              assertThat(Codes.isKnown(code)).as("%d has a row", code).isTrue();
              assertThat(Codes.words(code))
                  .matches("\\p{Lu}[^,;]{9,}|Attempt To Send To Unsubscribed Recipient 21610")
                  .doesNotContain("error", "API", "HTTP", "SID", "parameter");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {99999, 21999, 30999, 63999})
  void R6_an_unknown_code_is_the_recipient_s_and_known_as_unknown(int code) {
    assertThat(Codes.isKnown(code)).isFalse();
    assertThat(Codes.kind(code)).isEqualTo(Answer.Kind.RECIPIENT);
    assertThat(Codes.words(code)).contains(String.valueOf(code));
  }

  @Test
  void O4_the_refusal_has_its_exact_words() {
    assertThat(Codes.words(21610)).isEqualTo("Attempt To Send To Unsubscribed Recipient 21610");
  }
}
