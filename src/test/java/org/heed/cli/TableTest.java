package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.heed.job.JobResult.Count;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class TableTest {

  @Test
  void counts_stand_under_each_other_with_their_notes() {
    assertThat(
            Table.of(
                "nightly",
                List.of(
                    new Count("texted", 4900, ""),
                    new Count("held", 3, "first until 2026-11-24T09:00-06:00"))))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "+---------+-------+------------------------------------+",
                "| nightly | count |                                    |",
                "+---------+-------+------------------------------------+",
                "| texted  | 4,900 |                                    |",
                "| held    |     3 | first until 2026-11-24T09:00-06:00 |",
                "+---------+-------+------------------------------------+"));
  }

  @Test
  void without_notes_there_is_no_column_for_them() {
    assertThat(Table.of("nightly", List.of(new Count("texted", 1, ""))))
        .startsWith("+---------+-------+" + System.lineSeparator());
  }
}
