package org.heed.consent;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.consent.LedgerWorld.ADVISING;
import static org.heed.consent.LedgerWorld.NOW;
import static org.heed.consent.LedgerWorld.at;
import static org.heed.consent.LedgerWorld.phone;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.heed.TestClock;
import org.heed.address.Institution;
import org.heed.consent.SettledReplies.Settled;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Every reply that was listed is open or settled, and of a settled one it is told how (L3). */
@NullUnmarked
class SettledRepliesTest {
  private LedgerWorld world;

  @ParameterizedTest
  @EnumSource
  void L3_what_settled_a_reply_is_told_with_when_by_whom_and_why(TestDatabase database) {
    world = LedgerWorld.on(database);
    for (int n = 1; n <= 10; n++) {
      world.lists(n, phone(n));
    }
    List.of(1, 2, 3, 4, 10).forEach(n -> no(n, Refusal.NO_MORE));
    List.of(5, 6, 7).forEach(n -> no(n, Refusal.LOOKS_LIKE));
    world.decisions().dismiss(world.review(1), "Kim", "was a joke");
    world.decisions().confirm(world.review(2), "Pat", "it is one");
    world.ledger.optIn(List.of(LedgerWorld.started(phone(3), ADVISING, 20)));
    world.ledger.optOut(List.of(LedgerWorld.stopped(phone(4), 4L, ADVISING, 21)));
    world.heedsWhatWasSaidSince();
    world.decisions().dismiss(world.review(5), "Kim", "no \"no\"");
    staff(6);
    world.ledger.record(List.of(LedgerWorld.row(phone(7), SmsStatus.ENABLED, 2)), NOW);
    world.ledger.optOut(List.of(LedgerWorld.stopped(phone(8), 8L, ADVISING, 1)));
    no(8, Refusal.LOOKS_LIKE);
    no(9, Refusal.LOOKS_LIKE);
    assertThat(all().stream().map(SettledRepliesTest::told))
        .containsExactly(
            "SM1 DISMISSED by Kim: was a joke",
            "SM2 CONFIRMED by Pat: it is one",
            "SM3 TURNED_ON by null: the phone texted START since: reply 20",
            "SM4 TURNED_OFF by null: the person has opted out since: reply 21",
            "SM5 DISMISSED by Kim: no \"no\"",
            "SM6 TURNED_OFF by Lee: on the phone",
            "SM7 TURNED_ON by null: consent.csv line 2",
            "SM8 TURNED_OFF by null: reply 1");
    assertThat(world.reviews().open(null))
        .extracting(ReviewList.Entry::sid)
        .containsExactly("SM10", "SM9");
  }

  @ParameterizedTest
  @EnumSource
  void they_are_read_in_pages_each_once(TestDatabase database) {
    world = LedgerWorld.on(database);
    world.template.batchUpdate(
        "insert into review (sid, number, sender, body, replied_at, due_on, dismissed_at)"
            + " values (?, '+12025551001', '', 'no', current_timestamp, current_date, ?)",
        IntStream.rangeClosed(1, 2000)
            .mapToObj(n -> new Object[] {"SM" + n, n % 3 == 0 ? null : NOW.atOffset(UTC)})
            .toList());
    assertThat(all().stream().map(one -> one.reply().sid()))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 2000).filter(n -> n % 3 > 0).mapToObj(n -> "SM" + n).toList());
  }

  private void no(int n, Refusal reading) {
    world
        .reviews()
        .add(
            List.of(
                new ReviewList.Reply(
                    "SM" + n,
                    phone(n).e164(),
                    ADVISING.e164(),
                    "no",
                    at(10),
                    reading,
                    Long.valueOf(n))));
  }

  private void staff(int n) {
    new StaffLedger(
            world.table(),
            new TransactionTemplate(new JdbcTransactionManager(world.template.getDataSource())),
            world.reviews(),
            new Institution(Path.of("."), ZoneId.of("America/Chicago"), null),
            new TestClock(NOW))
        .decide(
            new StaffLedger.Change(
                List.of(phone(n)), null, SmsStatus.DISABLED, "Lee", "on the phone", false));
  }

  private List<Settled> all() {
    SettledReplies replies = new SettledReplies(world.template);
    List<Settled> all = new ArrayList<>();
    for (List<Settled> page = replies.page(null);
        !page.isEmpty();
        page = replies.page(page.get(page.size() - 1))) {
      assertThat(page).hasSizeLessThanOrEqualTo(500);
      all.addAll(page);
    }
    return all;
  }

  private static String told(Settled one) {
    assertThat(one.at()).isNotNull();
    return one.reply().sid() + " " + one.how() + " by " + one.by() + ": " + one.reason();
  }
}
