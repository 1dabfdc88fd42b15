package org.heed.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a long file makes the database go through to find its repeats, its plans being old ones. */
@NullUnmarked
class RepeatsPlanTest {
  private static final int MANY = 6_000;
  private static final String GONE_THROUGH =
      "select seq_tup_read from pg_stat_user_tables where relname = 'message'";

  @TempDir Path home;

  @Test
  void R12_a_page_of_rows_does_not_go_through_all_that_was_queued_before_it() {
    try (TestHeed heed = TestHeed.start(TestDatabase.POSTGRESQL, home)) {
      drop(heed, "fall.csv", "phone,from,message", i -> phone(i) + ",Advising,Hi " + i);
      assertThat(heed.count("message")).isEqualTo(MANY);
      heed.jdbc.execute("select pg_stat_force_next_flush()");
      // The page of campaigns goes through it once, a page of rows that did so through half of it.
      assertThat(heed.jdbc.queryForObject(GONE_THROUGH, Long.class)).isLessThan(4L * MANY);
    }
  }

  @Test
  void what_follows_a_long_file_is_planned_for_what_that_brought() {
    try (TestHeed heed = TestHeed.start(TestDatabase.POSTGRESQL, home)) {
      drop(heed, "fall.csv", "phone,from,message", i -> phone(i) + ",Advising,Hi " + i);
      assertThat(
              heed.jdbc.queryForList(
                  "select relname from pg_class where reltuples >= ? and relkind = 'r'"
                      + " order by relname",
                  String.class,
                  MANY))
          .contains("listing", "message", "message_words", "person", "phone");
    }
  }

  private static String phone(int i) {
    return "+1312555%04d".formatted(i);
  }

  private static void drop(TestHeed heed, String name, String header, IntFunction<String> row) {
    heed.drop(
        name,
        Stream.concat(Stream.of(header), IntStream.range(0, MANY).mapToObj(row))
            .toArray(String[]::new));
    assertThat(heed.run("import").problem()).isNull();
  }
}
