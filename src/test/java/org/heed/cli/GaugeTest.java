package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.heed.job.Progress;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class GaugeTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "texts | 5000 | 1200 | texts: 1,200 of 5,000 (24 %)",
        "texts | 5000 | 0    | texts: 0 of 5,000 (0 %)",
        "texts | 3    | 3    | texts: 3 of 3 (100 %)",
        "texts | 3    | 4    | texts: 4 of 3 (100 %)",
        "rows of fall.csv | 0 | 12000 | rows of fall.csv: 12,000",
      })
  void a_state_is_said_in_words(String step, long total, long done, String words) {
    assertThat(Gauge.line(new Progress.State(step, total, done))).isEqualTo(words);
  }

  @Test
  void where_nothing_can_be_written_over_each_line_says_something_new() {
    try (Gauge gauge = new Gauge(out, false)) {
      gauge.show(null);
      gauge.show(new Progress.State("texts", 10, 1));
      gauge.show(new Progress.State("texts", 10, 1));
      gauge.show(new Progress.State("texts", 10, 4));
      gauge.show(new Progress.State("texts", 10, 7));
      gauge.show(new Progress.State("emails", 2, 0));
      gauge.show(null);
    }
    assertThat(written.toString(StandardCharsets.UTF_8))
        .hasLineCount(2)
        .doesNotContain("\r", "emails")
        .startsWith("heed: texts: 4 of 10 (40 %)");
  }

  @Test
  void in_a_terminal_each_step_has_a_bar_that_ends_where_the_step_did() {
    try (Gauge gauge = new Gauge(out, true)) {
      gauge.show(new Progress.State("texts", 10, 1));
      drawn("texts");
      gauge.show(new Progress.State("texts", 10, 10));
      gauge.show(new Progress.State("emails", 0, 4));
      gauge.show(null);
    }
    String[] bars = written.toString(StandardCharsets.UTF_8).strip().split("\n", -1);
    assertThat(bars).hasSize(2);
    assertThat(bars[0]).contains("texts 100% [").contains("10/10");
    assertThat(bars[1]).contains("emails").contains("4/?");
  }

  /** The bar is drawn by a thread of its own. */
  private void drawn(String step) {
    while (!written.toString(StandardCharsets.UTF_8).contains(step)) {
      Thread.onSpinWait();
    }
  }
}
