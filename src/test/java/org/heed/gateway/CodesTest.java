package org.heed.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "400,99999,RECIPIENT",
    "400,,IN_DOUBT",
    "401,20003,ACCOUNT_FAULT",
    "403,,ACCOUNT_FAULT",
    "404,,ACCOUNT_FAULT",
    "429,,RETRY",
    "500,20500,IN_DOUBT",
    "503,21610,IN_DOUBT",
    "302,,IN_DOUBT"
  })
  void a_refusal_is_classified(int status, Integer code, Answer.Kind kind) {
    assertThat(Codes.refused(status, code)).isEqualTo(kind);
  }

  @Test
  void O4_the_refusal_has_its_exact_words() {
    assertThat(Codes.words(21610)).isEqualTo("Attempt To Send To Unsubscribed Recipient 21610");
  }
}
