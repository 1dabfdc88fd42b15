package org.heed.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heed.Town;
import org.heed.Towns;
import org.heed.audit.Audit;
import org.heed.audit.Violation;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random campaign files dropped whole, corrected, saved again otherwise and cancelled halfway:
 * nobody is texted the same words by the same sender twice, and every row of every file has one
 * outcome. {@code -Dhistories=} plays more, {@code -Dhistories.seed=} others.
 */
@NullUnmarked
class RandomHistoriesTest {
  private static final long SEED = Long.getLong("histories.seed", 20261129);

  private static final int ENOUGH = 20;

  @RegisterExtension
  static final Towns TOWNS =
      new Towns("--heed.import.max-rejected=50%", "--heed.delivery.pause-at-opt-outs=off");

  @TempDir static Path home;

  @ParameterizedTest
  @CsvSource({"HSQLDB, 6", "POSTGRESQL, 1"})
  void R12_C1_E2_nobody_is_texted_twice_and_every_row_has_one_outcome(
      TestDatabase database, int count) throws IOException {
    Set<String> seen = new HashSet<>();
    int histories = Integer.getInteger("histories", count);
    for (int i = 0; i < histories; i++) {
      Town town = TOWNS.on(database, home);
      History history = new History(town, home.resolve(database.name()), i, SEED + i);
      try {
        history.play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "-Dhistories=1 -Dhistories.seed=%d: %s%n%s"
                .formatted(SEED + i, e.getMessage(), String.join("\n", history.told())),
            e);
      }
      seen.addAll(history.seen());
    }
    audited(TOWNS.on(database, home));
    if (histories >= ENOUGH) {
      assertThat(seen)
          .containsAll(History.REPEATED)
          .contains(
              "texted", "emailed", "failed", "cancelled", "rejected", "cancelled during a night");
    }
  }

  private static void audited(Town town) {
    List<Violation> violations = new ArrayList<>();
    town.heed.bean(Audit.class).run(violations::add);
    assertThat(violations).isEmpty();
  }
}
