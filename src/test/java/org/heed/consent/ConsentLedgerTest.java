package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.consent.LedgerWorld.ADVISING;
import static org.heed.consent.LedgerWorld.BURSAR;
import static org.heed.consent.LedgerWorld.NOW;
import static org.heed.consent.LedgerWorld.at;
import static org.heed.consent.LedgerWorld.phone;
import static org.heed.consent.LedgerWorld.refused;
import static org.heed.consent.LedgerWorld.started;
import static org.heed.consent.LedgerWorld.stopped;
import static org.heed.consent.LedgerWorld.yes;
import static org.heed.consent.SmsStatus.DEFAULT;
import static org.heed.consent.SmsStatus.DISABLED;
import static org.heed.consent.SmsStatus.ENABLED;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.heed.address.PhoneNumber;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked
class ConsentLedgerTest {
  private static final PhoneNumber MOBILE = phone(1);
  private static final PhoneNumber HOME = phone(2);
  private static final PhoneNumber OTHERS = phone(3);

  @ParameterizedTest
  @EnumSource
  void O1_a_refusal_turns_off_every_phone_listed_for_the_person(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE, HOME);
    world.lists(2, OTHERS);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 1)));
    assertThat(world.statuses(MOBILE, HOME, OTHERS)).containsExactly(DISABLED, DISABLED, DEFAULT);
    assertThat(
            world
                .jdbc
                .sql(
                    """
                    select e.number, e.person_id, e.learned_from, e.sender, e.said_from,
                      e.error_code, e.error, e.evidence
                    from consent_event e join phone f on f.decided_by = e.id order by e.number
                    """)
                .query((row, index) -> texts(row, 8))
                .list())
        .containsExactly(
            List.of(
                MOBILE.e164(),
                "1",
                "GATEWAY_21610",
                ADVISING.e164(),
                MOBILE.e164(),
                "21610",
                "Attempt To Send To Unsubscribed Recipient 21610",
                "message 1"),
            List.of(
                HOME.e164(),
                "1",
                "GATEWAY_21610",
                ADVISING.e164(),
                MOBILE.e164(),
                "21610",
                "Attempt To Send To Unsubscribed Recipient 21610",
                "message 1"));
  }

  @ParameterizedTest
  @EnumSource
  void O1_the_same_evidence_again_adds_nothing(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE, HOME);
    OptOut said = refused(MOBILE, 1L, ADVISING, 1);
    world.ledger.optOut(List.of(said, said));
    world.ledger.optOut(List.of(said));
    OptIn start = started(MOBILE, ADVISING, 5);
    world.ledger.optIn(List.of(start, start));
    world.ledger.optIn(List.of(start));
    assertThat(world.events()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void O6_a_phone_listed_after_the_opt_out_is_not_covered(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 1)));
    world.listsAt(1, NOW.plusSeconds(60), HOME);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 1)));
    world.ledger.coverNewPhones(NOW.plusSeconds(120));
    assertThat(world.statuses(MOBILE, HOME)).containsExactly(DISABLED, DEFAULT);
    assertThat(world.jdbc.sql("select has_new_phone from opt_outs").query(String.class).single())
        .isEqualTo("yes");
  }

  @ParameterizedTest
  @EnumSource
  void O6_a_phone_listed_after_the_opt_out_is_covered_where_so_configured(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    ConsentLedger inheriting = world.ledger(true);
    world.lists(1, MOBILE);
    world.lists(2, OTHERS);
    inheriting.optOut(List.of(refused(MOBILE, 1L, ADVISING, 1)));
    inheriting.optOut(List.of(stopped(OTHERS, null, BURSAR, 2)));
    world.takesOff(1, MOBILE);
    world.listsAt(1, NOW.plusSeconds(60), HOME);
    world.listsAt(2, NOW.plusSeconds(60), phone(4));
    world.listsAt(3, NOW.plusSeconds(60), phone(5));
    inheriting.coverNewPhones(NOW.plusSeconds(120));
    long events = world.events();
    inheriting.coverNewPhones(NOW.plusSeconds(180));
    assertThat(world.statuses(HOME, phone(4), phone(5)))
        .containsExactly(DISABLED, DISABLED, DEFAULT);
    assertThat(world.events()).isEqualTo(events).isEqualTo(4);
    assertThat(
            world
                .jdbc
                .sql(
                    """
                    select learned_from, sender, error_code, evidence, said_from
                    from consent_event where number = ?
                    """)
                .param(HOME.e164())
                .query((row, index) -> texts(row, 5))
                .single())
        .containsExactly("GATEWAY_21610", ADVISING.e164(), "21610", "message 1", MOBILE.e164());
  }

  @ParameterizedTest
  @EnumSource
  void O7_a_shared_number_is_off_for_both_the_other_phones_only_of_the_one_refused(
      TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE, HOME);
    world.lists(2, MOBILE, OTHERS);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 1)));
    assertThat(world.statuses(MOBILE, HOME, OTHERS)).containsExactly(DISABLED, DISABLED, DEFAULT);
  }

  @ParameterizedTest
  @EnumSource
  void O7_a_reply_nobody_was_texted_for_counts_for_everybody_who_lists_the_phone(
      TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE, HOME);
    world.lists(2, MOBILE, OTHERS);
    world.ledger.optOut(
        List.of(stopped(MOBILE, null, ADVISING, 1), stopped(phone(9), null, ADVISING, 2)));
    assertThat(world.statuses(MOBILE, HOME, OTHERS, phone(9)))
        .containsExactly(DISABLED, DISABLED, DISABLED, DISABLED);
  }

  @ParameterizedTest
  @EnumSource
  void O7_a_STOP_from_a_moved_number_is_that_of_who_held_it_when_it_was_said(
      TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.listsAt(1, at(0), MOBILE);
    world.movesAt(1, at(10), MOBILE);
    world.listsAt(1, at(10), HOME);
    world.listsAt(2, at(10), MOBILE, OTHERS);
    world.ledger.optOut(List.of(stopped(MOBILE, 1L, ADVISING, 20)));
    assertThat(world.statuses(MOBILE, HOME, OTHERS))
        .as("the new holder's, though the text was for the former one")
        .containsExactly(DISABLED, DEFAULT, DISABLED);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 5)));
    assertThat(world.status(HOME)).as("said before it was moved").isEqualTo(DISABLED);
    assertThat(
            world
                .jdbc
                .sql("select distinct person_id from consent_event where number = ? order by 1")
                .param(MOBILE.e164())
                .query(Long.class)
                .list())
        .containsExactly(1L, 2L);
  }

  @ParameterizedTest
  @EnumSource
  void O8_a_refused_pair_is_remembered_until_an_opt_in_later_than_it(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE, HOME);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, BURSAR, 2), stopped(MOBILE, 1L, ADVISING, 1)));
    assertThat(world.ledger.refusedSenders(MOBILE)).containsExactly(ADVISING, BURSAR);
    assertThat(world.ledger.refusedSenders(List.of(MOBILE, HOME, OTHERS)))
        .isEqualTo(Map.of(MOBILE, List.of(ADVISING, BURSAR)));
    world.ledger.optIn(List.of(started(MOBILE, BURSAR, 1), started(MOBILE, ADVISING, 3)));
    assertThat(world.ledger.refusedSenders(MOBILE)).containsExactly(BURSAR);
    world.ledger.optIn(List.of(yes(MOBILE, BURSAR, 4)));
    assertThat(world.ledger.refusedSenders(MOBILE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void O9_disabled_means_disabled_for_all_senders(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 1)));
    Candidate phone = world.book.listed(List.of(1L)).get(1L).get(0);
    assertThat(phone.status()).isEqualTo(DISABLED);
    assertThat(world.ledger.refusedSenders(MOBILE)).doesNotContain(BURSAR);
  }

  @ParameterizedTest
  @EnumSource
  void O10_a_number_keeps_its_status_whoever_lists_it(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 1)));
    world.takesOff(1, MOBILE);
    assertThat(world.status(MOBILE)).isEqualTo(DISABLED);
    world.lists(2, MOBILE);
    assertThat(world.book.listed(List.of(1L, 2L)))
        .isEqualTo(
            Map.of(
                2L,
                List.of(
                    new Candidate(
                        MOBILE,
                        org.heed.address.PhoneType.Mobile,
                        DISABLED,
                        true,
                        true,
                        null,
                        null))));
  }

  @ParameterizedTest
  @EnumSource
  void I1_an_opt_in_turns_on_that_phone_only(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE, HOME);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 1)));
    world.ledger.optIn(List.of(started(MOBILE, BURSAR, 2), started(OTHERS, BURSAR, 3)));
    assertThat(world.statuses(MOBILE, HOME, OTHERS)).containsExactly(ENABLED, DISABLED, ENABLED);
  }

  @ParameterizedTest
  @EnumSource
  void I2_another_senders_refusal_turns_the_phone_off_again(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE, HOME);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 1)));
    world.ledger.optIn(List.of(started(HOME, ADVISING, 2), started(MOBILE, ADVISING, 3)));
    world.ledger.optOut(List.of(refused(MOBILE, 1L, BURSAR, 4)));
    assertThat(world.statuses(MOBILE, HOME)).containsExactly(DISABLED, DISABLED);
  }

  @ParameterizedTest
  @EnumSource
  void L2_yes_turns_on_only_a_phone_that_was_off_when_it_was_said(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, MOBILE);
    world.ledger.optOut(List.of(refused(MOBILE, 1L, ADVISING, 5)));
    world.ledger.optIn(List.of(yes(HOME, ADVISING, 9), yes(MOBILE, ADVISING, 4)));
    assertThat(world.events()).isEqualTo(1);
    world.ledger.optIn(List.of(yes(MOBILE, ADVISING, 6), yes(MOBILE, ADVISING, 7)));
    assertThat(world.status(MOBILE)).isEqualTo(ENABLED);
    assertThat(world.events()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void I3_any_order_of_recording_gives_the_status_of_the_order_of_happening(TestDatabase database) {
    for (int seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      List<Object> said = new ArrayList<>();
      for (int i = 0; i < 14; i++) {
        PhoneNumber from = phone(random.nextInt(4));
        PhoneNumber sender = random.nextBoolean() ? ADVISING : BURSAR;
        long order = random.nextInt(9);
        Long listOrder = random.nextBoolean() ? order : null;
        int second = random.nextInt(6);
        String evidence = "evidence " + i;
        said.add(
            random.nextBoolean()
                ? new OptIn(from, sender, at(second), listOrder, evidence, false)
                : new OptOut(
                    from,
                    random.nextBoolean() ? 1L : 2L,
                    sender,
                    at(second),
                    listOrder,
                    random.nextBoolean() ? LearnedFrom.REPLY : LearnedFrom.GATEWAY_21610,
                    evidence));
      }
      String sorted =
          recorded(
              database, said.stream().sorted((a, b) -> second(a).compareTo(second(b))).toList());
      for (int shuffle = 0; shuffle < 2; shuffle++) {
        Collections.shuffle(said, random);
        assertThat(recorded(database, said)).as("seed " + seed).isEqualTo(sorted);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void E1_the_replayed_ledger_tells_every_status_that_differs(TestDatabase database) {
    LedgerWorld world = LedgerWorld.on(database);
    PhoneNumber[] many =
        IntStream.range(0, 1200).mapToObj(LedgerWorld::phone).toArray(PhoneNumber[]::new);
    world.lists(1, many);
    world.ledger.optOut(List.of(refused(phone(0), 1L, ADVISING, 1)));
    List<ConsentLedger.Difference> differences = new ArrayList<>();
    world.ledger.replay(differences::add);
    assertThat(differences).isEmpty();
    world
        .jdbc
        .sql("update phone set sms_status = 'ENABLED' where number = ?")
        .param(phone(1100).e164())
        .update();
    world.ledger.replay(differences::add);
    assertThat(differences)
        .containsExactly(new ConsentLedger.Difference(phone(1100), ENABLED, DISABLED));
  }

  private static String recorded(TestDatabase database, List<Object> said) {
    LedgerWorld world = LedgerWorld.on(database);
    world.lists(1, phone(0), phone(1));
    world.lists(2, phone(1), phone(2), phone(3));
    for (Object one : said) {
      if (one instanceof OptOut optOut) {
        world.ledger.optOut(List.of(optOut));
      } else {
        world.ledger.optIn(List.of((OptIn) one));
      }
    }
    PhoneNumber[] phones = {phone(0), phone(1), phone(2), phone(3)};
    world.ledger.replay(
        difference -> {
          throw new AssertionError(difference);
        });
    return world.statuses(phones) + world.ledger.refusedSenders(List.of(phones)).toString();
  }

  private static java.time.Instant second(Object said) {
    return said instanceof OptOut optOut ? optOut.occurredAt() : ((OptIn) said).occurredAt();
  }

  private static List<String> texts(java.sql.ResultSet row, int columns)
      throws java.sql.SQLException {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      texts.add(row.getString(i));
    }
    return texts;
  }
}
