package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class EndingTest {
  private final List<String> stopped = new ArrayList<>();
  private final Ending ending = new Ending();

  @Test
  void what_can_be_stopped_only_after_it_was_asked_is_stopped_all_the_same() {
    ending.ask();
    ending.by(() -> stopped.add("wait"));
    ending.by(() -> stopped.add("night"));
    assertThat(stopped).containsExactly("wait", "night");
  }

  @Test
  void what_runs_is_stopped_when_it_is_asked_and_not_before() {
    ending.by(() -> stopped.add("wait"));
    ending.by(() -> stopped.add("night"));
    assertThat(stopped).isEmpty();
    ending.ask();
    assertThat(stopped).containsExactly("night");
  }
}
