package org.heed.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo shows what it tells. */
@NullUnmarked
class DemoTest {
  private static final String MARIA = "(773) 555-0110";
  private static final String HOME = "(773) 555-0111";

  @TempDir Path folder;

  @Test
  void every_night_comes_to_what_is_told() {
    List<String> told = new ArrayList<>();
    assertThat(new Demo(folder.resolve("heed-demo"), told::add).run()).isTrue();
    assertThat(told.stream().filter(line -> line.startsWith("  > ") || line.startsWith("==")))
        .containsExactly(
            "== Monday, 14 September, 18:00 ==",
            "  > Advising texts " + MARIA + ": sent",
            "  > phone " + MARIA + " (Mobile) is DEFAULT",
            "  > phone " + HOME + " (Home) is DEFAULT",
            "== Tuesday, 15 September, 18:00 ==",
            "  > Bursar texts " + MARIA + ": sent",
            "  > phone " + MARIA + " (Mobile) is DEFAULT",
            "  > phone " + HOME + " (Home) is DEFAULT",
            "== Wednesday, 16 September, 18:00 ==",
            "  > Advising texts "
                + MARIA
                + ": refused, Attempt To Send To Unsubscribed Recipient 21610",
            "  > Advising emails maria.alvarez@students.harborpoint.example: sent",
            "  > phone " + MARIA + " (Mobile) is DISABLED",
            "  > phone " + HOME + " (Home) is DISABLED",
            "== Thursday, 17 September, 18:00 ==",
            "  > Advising texts " + MARIA + ": sent",
            "  > phone " + MARIA + " (Mobile) is ENABLED",
            "  > phone " + HOME + " (Home) is DISABLED",
            "== Friday, 18 September, 18:00 ==",
            "  > Bursar texts "
                + MARIA
                + ": refused, Attempt To Send To Unsubscribed Recipient 21610",
            "  > Bursar emails maria.alvarez@students.harborpoint.example: sent",
            "  > phone " + MARIA + " (Mobile) is DISABLED",
            "  > phone " + HOME + " (Home) is DISABLED",
            "== Monday, 21 September, 18:00 ==",
            "  > Housing emails daniel.okafor@students.harborpoint.example: sent",
            "  > phone (847) 555-0120 (Mobile) is DISABLED");
  }

  @Test
  void a_folder_that_is_not_the_demos_is_left_alone() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("heed-demo")).resolve("thesis.txt");
    Files.writeString(mine, "mine");
    assertThatThrownBy(() -> new Demo(folder.resolve("heed-demo"), line -> {}))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("is not the demo's");
    assertThat(mine).hasContent("mine");
  }
}
