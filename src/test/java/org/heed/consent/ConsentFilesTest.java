package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.consent.LedgerWorld.ADVISING;
import static org.heed.consent.LedgerWorld.NOW;
import static org.heed.consent.LedgerWorld.at;
import static org.heed.consent.LedgerWorld.phone;
import static org.heed.consent.LedgerWorld.refused;
import static org.heed.consent.LedgerWorld.row;
import static org.heed.consent.LedgerWorld.started;
import static org.heed.consent.SmsStatus.DEFAULT;
import static org.heed.consent.SmsStatus.DISABLED;
import static org.heed.consent.SmsStatus.ENABLED;

import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked
class ConsentFilesTest {
  private static final PhoneNumber MOBILE = phone(1);
  private static final PhoneNumber HOME = phone(2);

  @ParameterizedTest
  @EnumSource
  void L4_a_file_changes_a_phone_nobody_has_spoken_from(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE);
    List<FileRow> rows = List.of(row(MOBILE, DISABLED, 2), row(HOME, ENABLED, 3));
    assertThat(world.ledger.judge(rows)).containsExactly(null, null);
    assertThat(world.events()).isZero();
    assertThat(refusals(world.ledger.record(rows, NOW))).containsExactly(null, null);
    assertThat(world.statuses(MOBILE, HOME)).containsExactly(DISABLED, ENABLED);
    assertThat(
            refusals(
                world.ledger.record(
                    List.of(row(MOBILE, ENABLED, 4), row(MOBILE, DISABLED, 5)), NOW)))
        .containsExactly(null, null);
    assertThat(world.status(MOBILE)).isEqualTo(DISABLED);
    assertThat(world.events()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource
  void L4_a_row_that_would_undo_a_no_is_refused_and_off_never_is(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE, HOME);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 1)));
    world.ledger.optIn(List.of(started(HOME, ADVISING, 2)));
    List<FileRow> rows = List.of(row(MOBILE, ENABLED, 2), row(HOME, DISABLED, 3));
    String[] reasons = {
      "this phone's owner opted out on Fri 20 Nov 2026 (evidence message 1);"
          + " only a START from that phone turns texts on again",
      null
    };
    assertThat(world.ledger.judge(rows))
        .satisfiesExactly(
            on -> {
              assertThat(on.words()).isEqualTo(reasons[0]);
              assertThat(on.cause()).isEqualTo(FileRefusal.Cause.OPT_OUT);
            },
            off -> assertThat(off).isNull());
    assertThat(refusals(world.ledger.record(rows, NOW))).containsExactly(reasons);
    assertThat(world.statuses(MOBILE, HOME)).containsExactly(DISABLED, DISABLED);
  }

  @ParameterizedTest
  @EnumSource
  void L4_exported_opt_outs_dropped_again_change_nothing(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE, HOME);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 1)));
    List<FileRow> rows = List.of(row(MOBILE, DISABLED, 2), row(HOME, DISABLED, 3));
    assertThat(world.ledger.record(rows, NOW)).containsOnly(new FileResult(null, false, null));
    assertThat(world.statuses(MOBILE, HOME)).containsExactly(DISABLED, DISABLED);
    assertThat(world.jdbc.sql("select evidence from opt_outs").query(String.class).list())
        .as("what the person said is still what decides")
        .containsExactly("message 1", "message 1");
  }

  @ParameterizedTest
  @EnumSource
  void L4_a_row_says_when_it_happened_and_is_told_when_something_later_is_known(
      TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.ledger.optIn(List.of(started(phone(3), ADVISING, 2)));
    FileRow today = row(MOBILE, DISABLED, 2);
    FileRow before = new FileRow(MOBILE, null, ENABLED, at(0), "", "old.csv line 2");
    FileRow unheard = new FileRow(HOME, null, DISABLED, at(0), "", "old.csv line 3");
    FileRow future = new FileRow(HOME, null, ENABLED, NOW.plusSeconds(86_400), "", "x.csv line 2");
    FileRow early = new FileRow(phone(3), null, DISABLED, at(1), "", "old.csv line 4");
    FileRow off = new FileRow(phone(4), null, DISABLED, NOW.plusSeconds(9_999), "", "x line 3");
    List<FileResult> results =
        world.ledger.record(List.of(today, before, unheard, future, early, off), NOW);
    assertThat(refusals(results))
        .containsExactly(
            null, null, null, "found Wed 25 Nov 2026, expected no time in the future", null, null);
    assertThat(results.stream().map(FileResult::note))
        .containsExactly(
            null,
            "the phone stays off: on Tue 24 Nov 2026, after the time of this row, it was turned off"
                + " (evidence consent.csv line 2)",
            null,
            null,
            "the phone stays on: on Fri 20 Nov 2026, after the time of this row, it was turned on"
                + " (evidence reply 2)",
            null);
    assertThat(world.statuses(MOBILE, HOME, phone(3), phone(4)))
        .containsExactly(DISABLED, DISABLED, ENABLED, DISABLED);
    assertThat(world.ledger.record(List.of(unheard), NOW.plusSeconds(60)).get(0).changed())
        .isFalse();
    assertThat(world.events()).as("a later off is known: nothing new").isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource
  void L4_a_phone_that_nobody_lists_is_taken_note_of(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    assertThat(refusals(world.ledger.record(List.of(row(phone(7), DISABLED, 2)), NOW)))
        .containsExactly((String) null);
    assertThat(world.statuses(phone(7))).containsExactly(DISABLED).doesNotContain(DEFAULT);
  }

  private static List<String> refusals(List<FileResult> results) {
    return results.stream()
        .map(FileResult::refusal)
        .map(refusal -> refusal == null ? null : refusal.words())
        .toList();
  }
}
