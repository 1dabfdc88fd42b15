package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heed.TestHeed;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What comes from outside is stored whatever characters are in it, on either database. */
@NullUnmarked
class StorableTest {
  private static final String PHONE = "+13125550001";
  private static final Map<String, String> TEXTS =
      Map.of(
          "plain é 退订", "plain é 退订",
          "ST\u0000OP", "STOP",
          "\u0000", "",
          "half \uD83D pair", "half \uFFFD pair",
          "other half \uDE00", "other half \uFFFD",
          "whole \uD83D\uDE00", "whole \uD83D\uDE00",
          "\u0001 \u001B \u202E", "\u0001 \u001B \u202E");

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void what_cannot_be_stored_is_left_out_however_it_is_written(TestDatabase database) {
    try (TestHeed heed = TestHeed.start(database, home)) {
      int n = 0;
      for (Map.Entry<String, String> text : TEXTS.entrySet()) {
        String insert = "insert into sender (number, name) values (?, ?)";
        String number = "+0" + n++;
        heed.jdbc.update(insert, number + "a", text.getKey());
        heed.jdbc.batchUpdate(
            insert, List.<Object[]>of(new Object[] {number + "b", text.getKey()}));
        new NamedParameterJdbcTemplate(heed.jdbc)
            .update(
                "insert into sender (number, name) values (:number, :name)",
                Map.of("number", number + "c", "name", text.getKey()));
        assertThat(
                heed.jdbc.queryForList(
                    "select name from sender where number like ?", String.class, number + "%"))
            .hasSize(3)
            .containsOnly(text.getValue());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_reply_with_U_0000_is_kept_and_heeded_and_no_night_fails(TestDatabase database) {
    try (TestHeed heed = TestHeed.start(database, home)) {
      heed.drop("c.csv", "phone,from,message", PHONE + ",Advising,Hello");
      heed.run("import");
      assertThat(heed.run("nightly").done()).isTrue();
      heed.gateway().reply(PHONE, TestHeed.ADVISING, "STOP\u0000");
      assertThat(heed.run("nightly").done()).isTrue();
      assertThat(heed.smsStatus(PHONE)).isEqualTo("DISABLED");
      assertThat(heed.run("nightly").done()).isTrue();
    }
  }
}
