package org.heed.pause;

import static org.assertj.core.api.Assertions.assertThat;

import org.heed.address.PhoneNumber;
import org.heed.pause.OptOutTally.Sum;
import org.heed.queue.PauseScope;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class OptOutTallyTest {
  private static final PhoneNumber ADVISING = new PhoneNumber("+12025550100");
  private static final PhoneNumber BURSAR = new PhoneNumber("+12025550101");
  private static final PhoneNumber PAT = new PhoneNumber("+13125550110");
  private static final PhoneNumber KIM = new PhoneNumber("+13125550111");

  private final OptOutTally tally = new OptOutTally();

  @Test
  void R9_a_campaign_has_the_texts_of_all_its_senders_and_a_sender_those_of_all_its_campaigns() {
    tally.texts(1, ADVISING, 50);
    tally.texts(1, BURSAR, 20);
    tally.texts(2, ADVISING, 3);
    tally.optOut(1, ADVISING, PAT);
    tally.optOut(1, BURSAR, KIM);
    assertThat(campaign(1)).isEqualTo(new Sum(70, 2));
    assertThat(campaign(2)).isEqualTo(new Sum(3, 0));
    assertThat(sender(ADVISING)).isEqualTo(new Sum(53, 1));
    assertThat(sender(BURSAR)).isEqualTo(new Sum(20, 1));
    assertThat(tally.of(PauseScope.campaign(9))).isEqualTo(new Sum(0, 0));
  }

  @Test
  void R9_a_phone_counts_once_for_each_campaign_and_each_sender() {
    tally.optOut(1, ADVISING, PAT);
    tally.optOut(1, ADVISING, PAT);
    tally.optOut(2, ADVISING, PAT);
    tally.optOut(1, BURSAR, PAT);
    assertThat(campaign(1).optOuts()).isEqualTo(1);
    assertThat(campaign(2).optOuts()).isEqualTo(1);
    assertThat(sender(ADVISING).optOuts()).isEqualTo(1);
  }

  @Test
  void R9_what_a_paused_campaign_brings_is_not_its_senders() {
    tally.texts(1, ADVISING, 100);
    tally.optOut(1, ADVISING, PAT);
    tally.texts(2, ADVISING, 10);
    tally.optOut(2, ADVISING, PAT);
    tally.leaveOut(1);
    tally.texts(1, ADVISING, 5);
    tally.optOut(1, ADVISING, KIM);
    assertThat(campaign(1)).isEqualTo(new Sum(105, 2));
    assertThat(sender(ADVISING)).isEqualTo(new Sum(10, 1));
    tally.leaveOut(2);
    assertThat(sender(ADVISING)).isEqualTo(new Sum(0, 0));
  }

  @Test
  void R9_opt_outs_are_counted_anew_and_texts_stay() {
    tally.texts(1, ADVISING, 7);
    tally.optOut(1, ADVISING, PAT);
    tally.forgetOptOuts();
    assertThat(campaign(1)).isEqualTo(new Sum(7, 0));
    tally.optOut(1, ADVISING, KIM);
    assertThat(sender(ADVISING)).isEqualTo(new Sum(7, 1));
  }

  @Test
  void R9_campaigns_are_looked_at_before_senders() {
    tally.texts(2, BURSAR, 1);
    tally.texts(1, ADVISING, 1);
    assertThat(tally.subjects())
        .hasSize(4)
        .extracting(subject -> subject.sender() == null)
        .containsExactly(true, true, false, false);
  }

  private Sum campaign(long id) {
    return tally.of(PauseScope.campaign(id));
  }

  private Sum sender(PhoneNumber number) {
    return tally.of(PauseScope.sender(number));
  }
}
