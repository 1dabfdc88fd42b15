package org.heed.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write and what a wrong encoding makes of it. */
@NullUnmarked
class MojibakeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "JosÃ©",
        "JosÃƒÂ©",
        "donâ€™t",
        "â€œHiâ€\u009d",
        "MÃ¼ller",
        "Ã‰cole",
        "Ã–sterreich",
        "voilÃ\u00A0",
        "5Â°",
        "Â£5",
        "WaÅ‚Ä™sa",
        "mÄ…ka",
        "Å»aneta",
        "ÐŸÑ€Ð¸Ð²ÐµÑ‚",
        "ðŸŽ“ done",
        "ï¿½",
        "Ã\u00A9",
        "itâ\u0080\u0099s",
        "Jos√©",
        "don‚Äôt",
        "Jos├®",
        "donÔÇÖt"
      })
  void letters_encoded_twice_are_told(String text) {
    assertThat(Mojibake.problem(text)).startsWith("found letters that were encoded twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JosŽ", "RenŽ", "LŽa", "MŸller", "PŽrez", "Andr‡", "Garc¡a", "donÕt", "Jos‚", "vi‡je"
      })
  void letters_of_the_Mac_and_of_DOS_are_told(String text) {
    assertThat(Mojibake.problem(text)).startsWith("found letters of an old Mac or DOS encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ïðèâåò ñòóäåíò",
        "úÄÒÁ×ÓÔ×ÕÊÔÅ",
        "£ód¼",
        "ÊáëçìÝñá",
        "ùìåí",
        "ãÑÍÈÇ",
        "ÄãºÃ£¬Í¬Ñ§",
        "±zªº¿ï½Ò",
        "‚±‚ñ‚É‚¿‚Í",
        "¾È³çÇÏ¼¼¿ä",
        "ÊÇÑÊ´Õ",
        "Fee 5¤",
        "½uvre",
        "le c½ur",
        "Ko¨ice",
        "í\u00a0½í¸€ hi",
        "À®hidden"
      })
  void letters_of_other_alphabets_are_told(String text) {
    assertThat(Mojibake.problem(text)).startsWith("found letters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "créée à Évreux",
        "Ísland: þæð, áður",
        "¡¡¡Hola!!!",
        "£5 or 3¾ hours, in £s",
        "‚so‘ und ‚so‘",
        "5 m², 20 °C, ½ price",
        "1½ hours, ½hour, À 10 h, don´t",
        "······ ¡Hola! ······",
        "NÃO",
        "AMANHÃ",
        "“AMANHÔ",
        "AMANHÃ…",
        "IRMÃ, MAÇÃ",
        "não, manhã, ção",
        "Â",
        "ÂGE",
        "Âme, âme, pâté, château",
        "À bientôt, Éloïse",
        "CHÂU, DÂN, Ấn, Hẹn gặp lại",
        "CAFÉ’S",
        "CAFÉ™ and NESTLÉ®",
        "„Spaß“",
        "Fuß… groß–klein",
        "BLÄ… Ä“",
        "Úžasný, víš… šéf",
        "Škoda, Žižkov, Œuvre, L'HAŸ",
        "na hÉireann",
        "DŽ, Džamonja",
        "Zażółć gęślą jaźń",
        "Привет, Ελληνικά, 中文, 한국어, العربية",
        "5 ‰, £5, 5 €, ¿Qué?, ¡Hola!",
        "It’s “time” – now… 2020–2021",
        "Monday–Friday, mother–daughter, word—word",
        "√2, x√y",
        "🎓 👩‍🎓",
        "Müller, Jürgen, Åse, Ñandú, naïve"
      })
  void what_people_write_is_no_false_alarm(String text) {
    assertThat(Mojibake.problem(text)).isNull();
  }
}
