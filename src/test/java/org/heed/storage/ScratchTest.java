package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.heed.TestHeed;
import org.heed.preview.Preview;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is tried in a copy of what is stored is seen there, and nowhere else. */
@NullUnmarked
class ScratchTest {
  private static final String PHONE = "+13125550001";
  private static final String OFF =
      "update phone set sms_status = 'DISABLED' where number = '" + PHONE + "'";
  private static final String CHANGED = "message where body = 'Changed'";

  private static final String WRITTEN =
      """
      select relname from pg_stat_xact_user_tables
      where schemaname = 'public' and relname not like 'flyway%' and n_tup_ins + n_tup_upd + n_tup_del > 0
      """;

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void an_import_and_a_night_run_on_and_see_nothing_of_it(TestDatabase database) {
    try (TestHeed heed = TestHeed.start(database, home)) {
      heed.drop("c.csv", "phone,from,message", PHONE + ",Advising,Hello");
      heed.run("import");
      Scratch scratch = heed.bean(Scratch.class);
      int seen =
          scratch.in(
              "status = 'READY'",
              () -> {
                heed.jdbc.update(OFF);
                heed.jdbc.update("update consent_turn set taken = taken + 1");
                heed.jdbc.update("update message set body = 'Changed'");
                elsewhere(
                    () -> {
                      assertThat(heed.count(CHANGED)).isZero();
                      heed.drop("d.csv", "phone,from,message", PHONE + ",Advising,More");
                      heed.run("import");
                      assertThat(heed.run("nightly").done()).isTrue();
                    });
                return heed.count(CHANGED);
              });
      assertThat(seen).isEqualTo(1);
      assertThat(heed.count(CHANGED)).isZero();
      assertThat(heed.smsStatus(PHONE)).isEqualTo("DEFAULT");
      assertThat(heed.count("attempt where status = 'SENT'")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_fails_in_it_leaves_nothing_either(TestDatabase database) {
    try (TestHeed heed = TestHeed.start(database, home)) {
      heed.drop("c.csv", "phone,from,message", PHONE + ",Advising,Hello");
      heed.run("import");
      assertThatThrownBy(
              () ->
                  heed.bean(Scratch.class)
                      .in(
                          "status = 'READY'",
                          () -> {
                            heed.jdbc.update(OFF);
                            throw new IllegalStateException("as it were");
                          }))
          .hasMessage("as it were");
      assertThat(heed.smsStatus(PHONE)).isEqualTo("DEFAULT");
      assertThat(home.resolve("db")).isDirectoryNotContaining("glob:**scratch-*");
    }
  }

  @Test
  void a_preview_writes_into_no_table_itself() throws IOException {
    try (TestHeed heed = TestHeed.start(TestDatabase.POSTGRESQL, home)) {
      Path campaign = home.resolve("c.csv");
      Files.writeString(
          campaign, "student_id,phone,from,message,notify\nS1," + PHONE + ",Advising,Hi,k@e.edu\n");
      Path consent = home.resolve("o.csv");
      Files.writeString(consent, "phone,sms_status\n" + PHONE + ",DISABLED\n12,ENABLED\n");
      List<String> told = new ArrayList<>();
      for (Path file : List.of(campaign, consent)) {
        heed.bean(Preview.class)
            .of(
                file,
                heed.clock.instant(),
                1,
                row -> {
                  told.add(String.valueOf(row.fate()));
                  assertThat(heed.jdbc.queryForList(WRITTEN, String.class)).isEmpty();
                });
      }
      assertThat(told).containsExactly("TEXT", "REJECTED");
    }
  }

  @Test
  void the_copy_of_a_process_that_was_killed_goes_when_the_files_are_next_opened()
      throws IOException {
    Path dead = home.resolve("db/scratch-" + Integer.MAX_VALUE);
    Path living = home.resolve("db/scratch-" + ProcessHandle.current().pid());
    for (Path copy : new Path[] {dead, living}) {
      Files.createDirectories(copy);
      Files.writeString(copy.resolve("heed.data"), "x");
    }
    TestHeed.start(TestDatabase.HSQLDB, home).close();
    assertThat(dead).doesNotExist();
    assertThat(living).exists();
  }

  private static void elsewhere(Runnable work) {
    CompletableFuture.runAsync(work).orTimeout(60, TimeUnit.SECONDS).join();
  }
}
