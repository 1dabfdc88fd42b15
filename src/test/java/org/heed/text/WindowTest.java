package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.queue.QueuedText;
import org.heed.text.Window.Go;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class WindowTest {
  private static final PhoneNumber ADVISING = new PhoneNumber("+12025550100");
  private static final PhoneNumber BURSAR = new PhoneNumber("+12025550101");

  private final Window window = new Window();

  @Test
  void O2_the_next_of_a_lane_waits_until_the_one_before_is_released() {
    QueuedText first = add(1, ADVISING, "a");
    add(2, BURSAR, "a");
    add(3, BURSAR, "b");
    assertThat(take(9)).containsExactly(1L, 3L);
    assertThat(take(9)).isEmpty();
    window.release(first);
    assertThat(take(9)).containsExactly(2L);
  }

  @Test
  void O2_a_text_needs_all_its_lanes() {
    QueuedText one = add(1, ADVISING, "a");
    QueuedText both = add(2, ADVISING, "a", "b");
    add(3, ADVISING, "b");
    assertThat(take(9)).containsExactly(1L);
    window.release(one);
    assertThat(take(9)).containsExactly(2L);
    window.release(both);
    assertThat(take(9)).containsExactly(3L);
  }

  @Test
  void O2_a_text_that_is_put_back_stays_before_the_later_ones_of_its_lane() {
    QueuedText first = add(1, ADVISING, "a");
    add(2, ADVISING, "a");
    take(9);
    window.putBack(first);
    assertThat(take(9)).containsExactly(1L);
    assertThat(window.waiting()).isEqualTo(1);
  }

  @Test
  void O2_a_text_routed_anew_comes_before_later_ones_and_after_the_one_that_is_out() {
    QueuedText turned = add(1, ADVISING, "a");
    add(2, ADVISING, "a");
    QueuedText out = add(3, ADVISING, "b");
    take(9);
    window.release(turned);
    add(1, ADVISING, "a", "b");
    assertThat(take(9)).isEmpty();
    window.release(out);
    assertThat(take(9)).containsExactly(1L);
  }

  @Test
  void O2_after_one_in_doubt_the_rest_of_its_lanes_stays_queued() {
    QueuedText doubtful = add(1, ADVISING, "a", "b");
    add(2, ADVISING, "b", "c");
    add(3, ADVISING, "c");
    take(1);
    window.close(doubtful.lanes());
    window.release(doubtful);
    add(4, ADVISING, "a");
    assertThat(window.waiting()).isEqualTo(1);
    assertThat(take(9)).containsExactly(3L);
  }

  @Test
  void a_sender_that_is_stopped_leaves_the_lanes_to_the_others() {
    add(1, ADVISING, "a");
    add(2, ADVISING, "a");
    add(3, BURSAR, "a");
    add(4, ADVISING, "b");
    window.forget(text -> text.sender().equals(ADVISING));
    assertThat(window.waiting()).isEqualTo(1);
    assertThat(take(9)).containsExactly(3L);
  }

  @Test
  void a_sender_that_has_to_wait_holds_up_no_other_and_is_asked_once() {
    for (int i = 1; i <= 50; i++) {
      add(i, i % 2 == 0 ? ADVISING : BURSAR, "lane " + i);
    }
    List<Long> asked = new ArrayList<>();
    List<QueuedText> taken =
        window.take(
            20,
            text -> {
              asked.add(text.id());
              return text.sender().equals(ADVISING) ? Go.SENDER_LATER : Go.NOW;
            });
    assertThat(taken).hasSize(20).allMatch(text -> text.sender().equals(BURSAR));
    assertThat(asked).hasSize(21);
  }

  @Test
  void a_text_that_has_to_wait_holds_up_its_lanes_only() {
    add(1, ADVISING, "a");
    add(2, ADVISING, "a");
    add(3, ADVISING, "b");
    assertThat(window.take(9, text -> text.id() == 1 ? Go.LATER : Go.NOW))
        .extracting(QueuedText::id)
        .containsExactly(3L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void O2_whatever_happens_lanes_are_never_shared_and_keep_their_order(long seed) {
    Random random = new Random(seed);
    Map<Long, QueuedText> out = new HashMap<>();
    Map<String, Long> latest = new HashMap<>();
    Set<Long> done = new HashSet<>();
    long next = 1;
    while (done.size() < 300) {
      if (next <= 300 && random.nextInt(3) == 0) {
        Set<Object> lanes = new HashSet<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          lanes.add("lane " + random.nextInt(12));
        }
        window.add(new QueuedText(next++, 1, 1, ADVISING, BURSAR, List.copyOf(lanes)));
      }
      for (QueuedText text :
          window.take(1 + random.nextInt(8), t -> random.nextInt(4) == 0 ? Go.LATER : Go.NOW)) {
        for (QueuedText other : out.values()) {
          assertThat(other.lanes()).doesNotContainAnyElementsOf(text.lanes());
        }
        out.put(text.id(), text);
      }
      for (QueuedText text : List.copyOf(out.values())) {
        if (random.nextInt(4) == 0) {
          out.remove(text.id());
          window.putBack(text);
        } else if (random.nextBoolean()) {
          out.remove(text.id());
          window.release(text);
          assertThat(done.add(text.id())).isTrue();
          for (Object lane : text.lanes()) {
            assertThat(latest.merge((String) lane, text.id(), Math::max)).isEqualTo(text.id());
          }
        }
      }
    }
    assertThat(window.waiting()).isZero();
    assertThat(window.take(1, text -> Go.NOW)).isEmpty();
  }

  private QueuedText add(long id, PhoneNumber sender, Object... lanes) {
    QueuedText text =
        new QueuedText(id, 1, 1, sender, new PhoneNumber("+13125550110"), List.of(lanes));
    window.add(text);
    return text;
  }

  private List<Long> take(int most) {
    return window.take(most, text -> Go.NOW).stream().map(QueuedText::id).toList();
  }
}
