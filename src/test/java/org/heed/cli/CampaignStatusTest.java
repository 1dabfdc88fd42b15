package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What staff are told of each campaign: {@code status --campaigns}. */
@NullUnmarked
class CampaignStatusTest {
  private static final String PRICE = "--heed.price-per-segment=0.0083";

  @TempDir static Path folder;
  private static Office office;
  private static Path jobs;

  /** One campaign of an afternoon, and one whose rows wait for a day to come. */
  @BeforeAll
  static void an_afternoon() throws Exception {
    jobs = Files.createDirectories(folder.resolve("jobs"));
    Files.writeString(jobs.resolve("nightly.yml"), "kind: nightly\ncron: \"0 0 18 * * *\"\n");
    office = new Office(folder, "--heed.jobs=" + jobs, "--heed.import.max-rejected=50%", PRICE);
    office.drop(
        "people.csv",
        "student_id,first_name,email,mobile_phone",
        "A,Ana,a@x.edu,+13125550110",
        "B,Ben,b@x.edu,+13125550111",
        "C,Cy,c@x.edu,",
        "D,Dee,,",
        "E,Eve,e@x.edu,+18085550107");
    office.drop("old.csv", "student_id,from,message", "A,Bursar,An old one");
    office.night();
    office.clock.advance(Duration.ofDays(40));
    office.drop(
        "fees.csv",
        "student_id,from,message",
        "A,Bursar," + "Fees are due. ".repeat(20),
        "B,Advising,Fees are due",
        "C,Bursar,Fees are due",
        "D,Bursar,Fees are due",
        "E,Bursar,Fees are due",
        "Z,Bursar,Fees are due");
    office.drop("later.csv", "student_id,from,message,send_after", "A,Advising,Later,2027-01-10");
    office.night();
    office.clock.advance(Duration.ofMinutes(10));
    office.heed("run", "nightly");
  }

  @AfterAll
  static void close() {
    office.close();
  }

  @Test
  void each_row_of_a_campaign_is_in_one_number() {
    assertThat(office.heed("status", "--campaigns"))
        .contains("fees, from Advising, Bursar, taken Sat 2 Jan 2027, 12:00 PM")
        .contains(
            "    6 rows: 2 texted (2 delivered), 1 emailed, 1 failed, 1 held, 1 rejected",
            "    next: Sat 2 Jan 2027, 1:00 PM; held: quiet hours where the phone is (1)",
            "    3 segments, about $0.02")
        .contains("    1 row: 1 waiting", "    next: Sun 10 Jan 2027, 6:00 PM")
        .doesNotContain("old, from");
  }

  @Test
  void the_same_is_data() {
    JsonNode all = json("status", "--campaigns", "--json");
    assertThat(all.get("campaigns").valueStream().map(one -> one.get("campaign").asString()))
        .containsExactly("later", "fees");
    JsonNode fees = all.get("campaigns").get(1);
    assertThat(fees.get("rows").asLong()).isEqualTo(6);
    assertThat(
            List.of(
                    "texted",
                    "emailed",
                    "failed",
                    "held",
                    "waiting",
                    "cancelled",
                    "unknown",
                    "rejected")
                .stream()
                .mapToLong(name -> fees.get(name).asLong())
                .sum())
        .isEqualTo(6);
    assertThat(fees.get("delivered").asLong()).isEqualTo(2);
    assertThat(fees.get("senders").toString()).contains(ADVISING);
    assertThat(fees.get("sender_names").asString()).isEqualTo("Advising, Bursar");
    assertThat(fees.get("next_at").asString()).isEqualTo("2027-01-02T13:00-06:00");
    assertThat(fees.get("held_because").toString())
        .isEqualTo("{\"quiet hours where the phone is\":1}");
    assertThat(fees.get("segments").asLong()).isEqualTo(3);
    assertThat(fees.get("cost").decimalValue()).isEqualByComparingTo("0.0249");
    assertThat(fees.get("currency").asString()).isEqualTo("USD");
  }

  @Test
  void older_ones_are_shown_when_all_are_asked_for() {
    assertThat(office.heed("status", "--campaigns", "--all")).contains("old, from Bursar");
  }

  @Test
  void without_a_price_no_cost_is_told() {
    assertThat(office.heed("status", "--campaigns", "--heed.price-per-segment="))
        .contains("3 segments")
        .doesNotContain("about");
    assertThat(office.heed("status", "--campaigns", "--heed.price-per-segment=0.05 eur"))
        .contains("3 segments, about €0.15");
  }

  @Test
  void a_price_that_is_none_is_told() {
    for (String price : List.of("cheap", "0,0083", "-1", "0.01 XXX1", "0.01 QQQ")) {
      assertThat(office.run("status", "--heed.price-per-segment=" + price)).as(price).isEqualTo(2);
      assertThat(office.err())
          .contains("heed.price-per-segment: found " + price + ", expected a price such as 0.0083");
    }
  }

  @Test
  void a_pause_and_a_schedule_there_is_not_are_said_in_words() throws Exception {
    Office other = new Office(folder.resolve("other"), "--heed.jobs=" + folder.resolve("none"));
    try {
      other.drop("one.csv", "phone,from,message", "+13125550110,Advising,Hi");
      other.heed("run", "import");
      assertThat(other.heed("status", "--campaigns"))
          .contains("    1 row: 1 waiting", "    next: with the next nightly run", "no segments");
    } finally {
      other.close();
      org.heed.cli.StoodClock.set(office.clock);
    }
  }

  private static JsonNode json(String... words) {
    return JsonMapper.builder().build().readTree(office.heed(words));
  }
}
