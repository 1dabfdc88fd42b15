package org.heed.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says of texts that went after a no. */
class PapersTest {
  private static final String PAT = "+13125550101";
  private static final String LATE = "It went ";

  /** Items such as {@code off 10}: what was said of the phone, or sent to it, at that hour. */
  private static String page(String... story) {
    List<Item> items = Arrays.stream(story).map(PapersTest::item).toList();
    CaseFile.Status status = new CaseFile.Status(PAT, "DISABLED", 1);
    return new String(
        new Papers(
                new CaseFile(
                    1,
                    "heed",
                    at("20"),
                    at("20"),
                    "Etc/UTC",
                    "Example University",
                    PAT,
                    List.of("Pat Park"),
                    List.of(),
                    List.of(status),
                    Map.of(),
                    Map.of(),
                    items,
                    List.of(),
                    "1:0"))
            .page(),
        UTF_8);
  }

  private static String at(String hour) {
    return "2026-11-23T" + hour + ":00:00Z";
  }

  private static Item item(String told) {
    String[] parts = told.split(" ", -1);
    String phone = parts.length > 2 ? parts[2] : PAT;
    return new Item(
        at(parts[1]),
        parts[0],
        phone,
        "Bursar",
        "",
        "",
        "",
        "",
        "",
        parts[0].equals("off") ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "off 10,text.sent 13                   | 1",
        "text.sent 09,off 10                   | 0",
        "off 10,on 11,text.sent 13             | 0",
        "on 08,off 10,text.sent 13,text.sent 14| 2",
        "off 10,text.not 13                    | 0",
        "off 10,text.sent 13 +13125550102      | 0",
        "off 10,email.sent 13                  | 0",
        "text.sent 13,off 10                   | 1",
      })
  void E5_a_text_after_an_opt_out_that_stood_is_marked(String story, int late) {
    String page = page(story.split(",", -1));
    assertThat(page.split(LATE, -1)).hasSize(late + 1);
    assertThat(page.contains("went to it after an opt-out")).isEqualTo(late > 0);
  }

  @Test
  void it_is_said_how_long_after_which_opt_out() {
    assertThat(page("off 10", "text.sent 13"))
        .contains("It went 3 hours after the opt-out of Mon 23 Nov 2026, 10:00:00 AM")
        .contains("In all 1 text went to it after an opt-out")
        .contains("to (312) 555-0101 from Bursar")
        .contains("Made by Example University on Mon 23 Nov 2026, 8:00:00 PM, with heed.");
  }
}
