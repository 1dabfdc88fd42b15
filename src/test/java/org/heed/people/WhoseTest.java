package org.heed.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.TestHeed;
import org.heed.address.PhoneNumber;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number that hundreds list, and hundreds have listed: a dummy. */
@NullUnmarked
class WhoseTest {
  private static final PhoneNumber DUMMY = new PhoneNumber("+13125550199");
  private static final Pattern READ =
      Pattern.compile(" on (?:former_)?listing .*actual.* rows=([\\d.]+) loops=(\\d+)");
  private static final int MANY = 400;

  @TempDir Path home;

  @Test
  void of_all_who_list_a_number_or_have_listed_it_a_few_are_looked_at() {
    try (TestHeed heed = TestHeed.start(TestDatabase.POSTGRESQL, home)) {
      people(heed, "gone", DUMMY.e164());
      people(heed, "gone", "");
      heed.drop(
          "fall.csv", rows("phone,from,message", 30, i -> DUMMY.e164() + ",Advising,Hi " + i));
      people(heed, "here", DUMMY.e164());
      heed.jdbc.execute("analyze");
      assertThat(heed.count("listing")).isEqualTo(MANY + 1);
      assertThat(heed.count("former_listing")).isEqualTo(MANY);
      assertThat(heed.bean(People.class).whose(List.of(DUMMY)).get(DUMMY).several()).isTrue();
      assertThat(rowsRead(heed, Listings.WHOSE.replace(":keys", "'" + DUMMY.e164() + "'")))
          .isLessThan(20);
      assertThat(rowsRead(heed, CrowdedNumbers.SHARED.replace("?", "c.file_id"))).isLessThan(20);
    }
  }

  private static void people(TestHeed heed, String ids, String phone) {
    heed.drop(
        ids + phone + ".csv", rows("student_id,mobile_phone", MANY, i -> ids + i + "," + phone));
    assertThat(heed.run("import").problem()).isNull();
  }

  private static String[] rows(String header, int count, IntFunction<String> row) {
    return Stream.concat(Stream.of(header), IntStream.range(0, count).mapToObj(row))
        .toArray(String[]::new);
  }

  private static double rowsRead(TestHeed heed, String sql) {
    List<String> plan = heed.jdbc.queryForList("explain (analyze) " + sql, String.class);
    return plan.stream()
        .map(READ::matcher)
        .filter(Matcher::find)
        .mapToDouble(read -> Double.parseDouble(read.group(1)) * Long.parseLong(read.group(2)))
        .sum();
  }
}
