package org.heed.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other numbers of the account, other channels, other programs, and what was read before. */
@NullUnmarked
class OtherNumbersNightTest {
  private static final String BOT = "+12025550199";
  @RegisterExtension static final Towns TOWNS = new Towns();
  @TempDir static Path home;
  @TempDir Path own;

  @ParameterizedTest
  @EnumSource
  void I1_only_a_START_to_one_of_our_senders_turns_a_phone_on(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    List<String> others =
        List.of(BOT, "22395", "whatsapp:" + ADVISING, "rcs:heed_agent", "+1 bot", "");
    List<Person> told = new ArrayList<>();
    others.forEach(other -> told.add(town.person()));
    Person right = town.person();
    town.night();
    told.forEach(person -> town.sandbox.reply(person.mobile(), BURSAR, "STOP"));
    town.reply(right.mobile(), BURSAR, "STOP");
    for (int i = 0; i < others.size(); i++) {
      town.sandbox.reply(told.get(i).mobile(), others.get(i), "START");
      town.sandbox.reply(told.get(i).mobile(), others.get(i), "yes");
      town.sandbox.reply(told.get(i).mobile(), others.get(i), "Unstop");
    }
    town.reply(right.mobile(), ADVISING, "START");
    assertThat(town.night().problem()).isNull();
    assertThat(told).allMatch(person -> town.statuses(person).equals("DISABLED DISABLED"));
    assertThat(town.statuses(right)).isEqualTo("ENABLED DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void L1_a_STOP_counts_whatever_it_was_sent_to_and_by_whatever_channel(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    List<Person> people = new ArrayList<>();
    List<String[]> ways =
        List.of(
            new String[] {"", BOT},
            new String[] {"", "22395"},
            new String[] {"", ""},
            new String[] {"", "+not a number"},
            new String[] {"rcs:", "rcs:a_brand_agent_whose_name_is_longer_than_any_number"},
            new String[] {"whatsapp:", "whatsapp:" + BOT},
            new String[] {"RCS: ", "rcs:agent"});
    ways.forEach(way -> people.add(town.person()));
    town.night();
    for (int i = 0; i < ways.size(); i++) {
      town.sandbox.reply(ways.get(i)[0] + people.get(i).mobile(), ways.get(i)[1], "STOP");
    }
    assertThat(town.night().problem()).isNull();
    assertThat(people)
        .allSatisfy(person -> assertThat(town.statuses(person)).isEqualTo("DISABLED DISABLED"));
    for (String strange : List.of("messenger:1234567890123456", "rcs:someone", "12345", "")) {
      town.sandbox.reply(strange, ADVISING, "STOP");
      town.sandbox.reply(strange, "rcs:a_brand_agent_whose_name_is_long", "take me off this list");
    }
    int before = town.heed.count("review");
    assertThat(town.night().problem()).isNull();
    assertThat(town.heed.count("review")).as("nobody can tell whose").isEqualTo(before + 8);
    assertThat(town.heed.count("review where number = 'rcs:someone'")).isEqualTo(2);
    assertThat(town.heed.lines("reports", "review.csv").toString()).contains("messenger:1234");
    assertThat(town.events(people.get(1).mobile()).get(0).get("evidence"))
        .asString()
        .matches("reply SM\\w+ to 22395");
    assertThat(town.events(people.get(0).mobile()).get(0)).containsEntry("sender", BOT);
  }

  @ParameterizedTest
  @EnumSource
  void L1_switched_on_later_it_uses_what_was_read_before(TestDatabase database) {
    String url = database.url(own);
    String stays = "+13125551001";
    String returned = "+13125551002";
    org.heed.TestClock clock = new org.heed.TestClock(TestHeed.NOON);
    try (SandboxGateway sandbox = new SandboxGateway(0, own.resolve("gateway"), clock)) {
      String gateway = "--heed.twilio.base-url=" + sandbox.baseUrl();
      try (TestHeed off =
          TestHeed.start(url, own, clock, gateway, "--heed.consent.learn-from-replies=false")) {
        off.drop("p.csv", "student_id,mobile_phone", "S1," + stays, "S2," + returned);
        off.run("import");
        sandbox.reply(stays, ADVISING, "STOP");
        sandbox.reply(returned, ADVISING, "STOP");
        clock.advance(Duration.ofMinutes(1));
        sandbox.reply(returned, ADVISING, "START");
        clock.advance(Duration.ofMinutes(1));
        off.run("nightly");
        off.run("nightly");
        assertThat(off.smsStatus(stays)).isEqualTo("DEFAULT");
      }
      clock.advance(Duration.ofDays(60));
      try (TestHeed on = TestHeed.start(url, own, clock, gateway)) {
        on.run("nightly");
        assertThat(on.smsStatus(stays)).isEqualTo("DISABLED");
        assertThat(on.smsStatus(returned)).as("dated by when it was said").isEqualTo("ENABLED");
        on.run("nightly");
        assertThat(on.count("consent_event")).isEqualTo(3);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void G2_a_refusal_of_another_programs_text_is_learned_from_once(TestDatabase database) {
    try (Town town = new Town(database, own, "--heed.consent.learn-from-replies=false")) {
      Person ours = town.person();
      Person bots = town.person();
      Person back = town.person();
      Person sibling = town.person();
      town.night();
      List.of(ours, back, sibling)
          .forEach(person -> town.sandbox.reply(person.mobile(), ADVISING, "STOP"));
      town.reply(bots.mobile(), BOT, "STOP");
      otherProgram(town, ADVISING, ours);
      otherProgram(town, BOT, bots);
      otherProgram(town, ADVISING, back);
      town.clock.advance(Duration.ofMinutes(1));
      town.reply(back.mobile(), ADVISING, "START");
      town.heed.drop(
          "twin.csv", "student_id,mobile_phone", "T1," + sibling.mobile(), "T2,+13125559999");
      town.heed.drop("shared.csv", "student_id,home_phone,mobile_phone", "T1,," + sibling.mobile());
      town.queue("Advising", sibling, "Ours, refused at once");
      town.night();
      town.clock.advance(Duration.ofHours(1));
      town.night();
      assertThat(town.statuses(ours)).isEqualTo("DISABLED DISABLED");
      assertThat(town.statuses(bots)).as("no sender of ours").isEqualTo("DEFAULT DEFAULT");
      assertThat(town.statuses(back)).as("an older refusal").isEqualTo("ENABLED DISABLED");
      assertThat(town.events(ours.mobile()))
          .singleElement()
          .satisfies(
              event ->
                  assertThat(event)
                      .containsEntry("learned_from", "GATEWAY_21610")
                      .containsEntry("sender", ADVISING));
      assertThat(town.events(sibling.mobile())).as("our own text, once").hasSize(1);
    }
  }

  private static void otherProgram(Town town, String sender, Person person) {
    String form =
        "From=%s&To=%s&Body=Hi"
            .formatted(
                URLEncoder.encode(sender, StandardCharsets.UTF_8),
                URLEncoder.encode(person.mobile(), StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(town.sandbox.baseUrl() + "/2010-04-01/Accounts/AC1/Messages.json"))
            .header("Authorization", "Basic YTpi")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains("21610");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
