package org.heed.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts the page lays to a sender who had been told no (E5). */
@NullUnmarked
class LateTextTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "off 2, text 1 | 0 texts to it after that | false",
        "off 1, text 1 | 0 texts to it after that | false",
        "off 1, text 2 | 1 text to it after that | true",
        "on 1, text 1 | 1 text to it after that | false",
        "on 2, text 1 | 0 texts to it after that | false",
        "off 1, on 2, text 2 | 1 text to it after that | false",
        "off 1, text 2, on 2 | 1 text to it after that | false",
        "off 1, text 2, on 3 | 0 texts to it after that | true",
        "on 1, off 1, text 2 | 1 text to it after that | false",
        "off 1, text 2, on 3, text 3, off 4, text 5 | 1 text to it after that | true",
      })
  void E5_a_text_is_late_only_after_an_opt_out_that_stood(String days, String texts, boolean late) {
    List<Item> items = new ArrayList<>();
    for (String one : days.split(", ", -1)) {
      String[] words = one.split(" ", -1);
      boolean text = words[0].equals("text");
      items.add(
          new Item(
              "2026-11-23T18:00:0" + words[1] + "Z",
              text ? "text.sent" : words[0],
              "+13125550110",
              "Advising",
              "",
              "",
              "",
              "",
              "",
              text ? 0 : items.size() + 1));
    }
    Item last = items.stream().filter(one -> one.position() > 0).reduce((a, b) -> b).orElseThrow();
    CaseFile file =
        new CaseFile(
            CaseFile.FORMAT,
            "heed",
            "2026-11-24T18:00:00Z",
            "2026-11-24T18:00:00Z",
            "America/Chicago",
            "",
            "S1",
            List.of("Pat Park (S1)"),
            List.of(),
            List.of(
                new CaseFile.Status(
                    "+13125550110",
                    last.what().equals("on") ? "ENABLED" : "DISABLED",
                    last.position())),
            Map.of(),
            Map.of(),
            items,
            List.of(),
            "1:" + "a".repeat(64));
    String page = new String(new Papers(file).page(), UTF_8);
    assertThat(page).contains(texts);
    assertThat(page.contains("the opt-out of")).isEqualTo(late);
  }
}
