package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class TerminalTextTest {
  @Test
  void no_control_character_reaches_a_terminal() {
    for (int c = 0; c < 0x3000; c++) {
      String shown = shown("a" + Character.toString(c) + "b");
      boolean control =
          (Character.isISOControl(c) && c != '\n' && c != '\t')
              || Character.getType(c) == Character.LINE_SEPARATOR
              || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
              || (Character.getType(c) == Character.FORMAT
                  && Character.getDirectionality(c) != Character.DIRECTIONALITY_BOUNDARY_NEUTRAL
                  && (c == 0x61C || (c >= 0x200E && c <= 0x2069)));
      assertThat(shown)
          .isEqualTo(control ? "a\\u%04xb".formatted(c) : "a" + Character.toString(c) + "b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Grüße, 數學 😀 – “q” é\n\tÂ\u00A0…", "", "€", "\uFFFD", "👩‍👩‍👧"})
  void what_is_written_otherwise_stays(String text) {
    assertThat(shown(text)).isEqualTo(text);
  }

  @Test
  void a_reader_who_has_gone_away_is_no_fault_of_the_text() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    PrintStream out = new PrintStream(new TerminalText(gone), true, StandardCharsets.UTF_8);
    out.println("Grüße \u001b 數學");
    assertThat(out.checkError()).isTrue();
  }

  private static String shown(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(new TerminalText(bytes), true, StandardCharsets.UTF_8);
    out.print(text);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
