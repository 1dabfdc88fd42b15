package org.heed.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.Towns;
import org.heed.address.ConfigurationProblem;
import org.heed.audit.Audit;
import org.heed.gateway.RawServer;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole nights of campaigns and senders that bring too many opt-outs (R9). */
@NullUnmarked
class PauseNightTest {
  private static final int IN_FLIGHT = 8;

  @RegisterExtension
  static final Towns TOWNS =
      new Towns(
          "--heed.delivery.concurrency=" + IN_FLIGHT,
          "--heed.mail.staff=desk@example.edu,texts@example.edu",
          "--heed.mail.operators=night@example.edu");

  @TempDir static Path home;
  private static int files;

  private Town town;

  /** What other tests sent is too old to count. */
  private void start(TestDatabase database) {
    town = TOWNS.on(database, home);
    town.clock.advance(Duration.ofDays(8));
    for (Paused one : pauses().active()) {
      pauses().resume(one.name(), "Kim", "a test is over");
    }
    town.heed.jdbc.update("update message set status = 'FAILED' where status in ('READY', 'HELD')");
  }

  @ParameterizedTest
  @EnumSource
  void R9_a_campaign_is_paused_while_its_texts_go_out_and_goes_on_when_it_is_resumed(
      TestDatabase database) {
    start(database);
    String name = campaign("Advising", 0, 180);
    refuses(IntStream.range(0, 100).filter(n -> n % 10 == 0), ADVISING);
    Ran night = town.night();
    int asked = posts(name).size();
    assertThat(asked).isBetween(100, 100 + 4 * IN_FLIGHT);
    assertThat(counts(name))
        .isEqualTo(Map.of("texted", asked - 10L, "emailed", 10L, "held", 180L - asked));
    Paused paused = pauses().active().get(0);
    assertThat(paused.what()).isEqualTo("campaign " + name);
    assertThat(paused.optOuts()).isEqualTo(10);
    assertThat(paused.texts()).isBetween(100L, (long) asked);
    assertThat(paused.held()).isEqualTo(180 - asked);
    assertThat(pauses().active()).hasSize(1);
    assertThat(night.problem()).isNull();
    assertThat(night.summary()).containsEntry("held", 180L - asked);
    assertThat(night.summary().get("paused")).asString().contains(name).contains("opt_outs=10");
    assertThat(night.lines())
        .contains(
            "campaign %s is paused: 10 of %d texts brought an opt-out, %d messages are held; to go on: resume %s --by NAME --reason TEXT"
                .formatted(name, paused.texts(), 180 - asked, name));
    assertThat(
            town.heed.jdbc.queryForList(
                "select distinct error from message_report where campaign = ? and status = 'HELD'",
                String.class,
                name))
        .containsExactly(
            "paused: 10 of %d texts brought an opt-out; waits for: resume %s"
                .formatted(paused.texts(), name));
    assertThat(mails("desk@example.edu", name)).hasSize(1);
    assertThat(mails("texts@example.edu", name))
        .singleElement()
        .asString()
        .contains(
            "Subject: Paused: %s after 10 opt-outs in %d texts".formatted(name, paused.texts()),
            "The campaign \"%s\" is stopped for now.".formatted(name),
            "Why: " + paused.why(),
            (180 - asked) + " messages are held",
            "If nobody does anything: they stay held")
        .doesNotContain("@example.edu,", phone(0).substring(2), "java -jar", "--by");
    assertThat(mails("night@example.edu", name))
        .singleElement()
        .asString()
        .contains(
            (180 - asked) + " messages are held",
            "java -jar heed.jar resume %s --by NAME --reason TEXT".formatted(name),
            "java -jar heed.jar cancel %s --by NAME --reason TEXT".formatted(name));
    soundAudit();

    town.clock.advance(Duration.ofMinutes(10));
    assertThat(town.night().summary()).containsEntry("texted", 0L).containsEntry("emailed", 0L);
    assertThat(posts(name)).hasSize(asked);
    assertThat(mails("desk@example.edu", name)).hasSize(1);

    assertThat(pauses().resume(name + ".CSV", "Kim", "the list is right").held())
        .isEqualTo(180 - asked);
    assertThat(pauses().active()).isEmpty();
    // As a run leaves it that held what was paused when it began.
    town.heed.jdbc.update(
        "update message set status = 'HELD', reason = 'PAUSED' where status = 'READY'");
    assertThat(town.night().summary()).containsEntry("texted", 180L - asked);
    assertThat(posts(name)).hasSize(180).doesNotHaveDuplicates();
    assertThat(counts(name)).isEqualTo(Map.of("texted", 170L, "emailed", 10L));
    assertThat(
            town.heed.jdbc.queryForList(
                "select r.staff || ': ' || r.reason from resumption r order by r.pause_id desc",
                String.class))
        .first()
        .isEqualTo("Kim: the list is right");
    soundAudit();
  }

  @ParameterizedTest
  @EnumSource
  void R9_a_sender_is_paused_by_its_campaigns_together_also_for_the_nights_to_come(
      TestDatabase database) {
    start(database);
    String first = campaign("Advising", 0, 60);
    String second = campaign("Advising", 100, 60);
    String third = campaign("Advising", 200, 80);
    String other = campaign("Bursar", 500, 30);
    int mails = mails("desk@example.edu", "Advising").size();
    refuses(IntStream.of(0, 10, 20, 30, 100, 101, 102, 103), ADVISING);
    town.night();
    int asked = posts(first).size() + posts(second).size() + posts(third).size();
    assertThat(asked).isBetween(100, 100 + 4 * IN_FLIGHT);
    assertThat(posts(other)).hasSize(30);
    assertThat(pauses().active())
        .extracting(one -> one.what() + " " + one.optOuts())
        .containsExactly("sender Advising 8");
    assertThat(counts(third).get("held")).isEqualTo(80L - posts(third).size());
    assertThat(mails("desk@example.edu", "Advising")).hasSize(mails + 1);
    String later = campaign("Advising", 600, 5);
    town.clock.advance(Duration.ofDays(1));
    town.night();
    assertThat(posts(later)).isEmpty();
    assertThat(counts(later)).isEqualTo(Map.of("held", 5L));

    assertThatThrownBy(() -> pauses().resume(third, "Kim", "fine"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage("found " + third + ", expected what is paused: sender Advising");
    pauses().resume("(202) 555-0100", "Kim", "fine");
    town.night();
    assertThat(posts(third)).hasSize(80).doesNotHaveDuplicates();
    assertThat(posts(later)).hasSize(5);
    assertThat(pauses().active()).isEmpty();
    soundAudit();
  }

  @ParameterizedTest
  @EnumSource(names = "HSQLDB")
  void R9_replies_count_for_the_sender_before_anything_is_sent(TestDatabase database) {
    start(database);
    String welcome = campaign("Advising", 0, 120);
    town.night();
    assertThat(posts(welcome)).hasSize(120);
    town.clock.advance(Duration.ofMinutes(5));
    IntStream.range(0, 7).forEach(n -> town.reply(phone(n), ADVISING, n == 3 ? "stop!" : "STOP"));
    town.reply(phone(8), BURSAR, "STOP");
    town.reply(phone(9), ADVISING, "please stop");
    String again = campaign("Advising", 0, 120);
    String bill = campaign("Bursar", 0, 120);
    town.night();
    assertThat(pauses().active())
        .extracting(Paused::why)
        .containsExactly("7 of 120 texts brought an opt-out");
    assertThat(posts(again)).isEmpty();
    assertThat(counts(again)).isEqualTo(Map.of("emailed", 9L, "held", 111L));
    assertThat(counts(bill)).isEqualTo(Map.of("emailed", 9L, "texted", 111L));
    pauses().resume("ADVISING", "Kim", "fine");
    town.night();
    assertThat(posts(again)).hasSize(111);
    assertThat(pauses().active()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void R9_a_reply_counts_for_the_campaign_of_the_last_text_before_it(TestDatabase database) {
    start(database);
    String early = campaign("Advising", 0, 120);
    town.night();
    town.clock.advance(Duration.ofMinutes(5));
    List<String> rows = new ArrayList<>();
    IntStream.range(0, 120).forEach(n -> rows.add(row("Advising", n) + ","));
    IntStream.range(200, 230).forEach(n -> rows.add(row("Advising", n) + ",2030-01-01"));
    String late = drop("student_id,phone,email,from,message,send_after", rows);
    town.night();
    town.clock.advance(Duration.ofMinutes(5));
    IntStream.range(0, 7).forEach(n -> town.reply(phone(n), ADVISING, "STOP"));
    String next = campaign("Advising", 300, 20);
    town.night();
    assertThat(pauses().active())
        .extracting(Paused::line)
        .singleElement()
        .asString()
        .startsWith(
            "campaign "
                + late
                + " is paused: 7 of 120 texts brought an opt-out, 30 messages are held");
    assertThat(posts(next)).hasSize(20);
    assertThat(counts(early)).isEqualTo(Map.of("texted", 120L));
    pauses().resume(late, "Kim", "fine");
    town.night();
    assertThat(pauses().active()).isEmpty();
    assertThat(counts(late)).isEqualTo(Map.of("texted", 120L, "waiting", 30L));
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRESQL")
  void R9_fewer_than_a_hundred_texts_or_no_more_than_the_share_pause_nothing(
      TestDatabase database) {
    start(database);
    String few = campaign("Advising", 0, 99);
    refuses(IntStream.range(0, 50), ADVISING);
    String share = campaign("Bursar", 200, 120);
    // Answers are counted as they come: five of any hundred or more are never over the share.
    refuses(IntStream.range(315, 320), BURSAR);
    town.night();
    assertThat(posts(few)).hasSize(99);
    assertThat(posts(share)).hasSize(120);
    assertThat(pauses().active()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRESQL")
  void R9_after_a_resume_only_what_comes_later_counts(TestDatabase database) {
    start(database);
    campaign("Advising", 0, 120);
    refuses(IntStream.range(0, 20), ADVISING);
    town.night();
    pauses().resume(pauses().active().get(0).name(), "Kim", "fine");
    String some = campaign("Advising", 200, 70);
    refuses(IntStream.range(200, 220), ADVISING);
    town.night();
    assertThat(posts(some)).hasSize(70);
    assertThat(pauses().active()).isEmpty();
    String more = campaign("Advising", 300, 60);
    town.night();
    assertThat(posts(more).size()).isLessThan(60);
    assertThat(pauses().active())
        .singleElement()
        .satisfies(one -> assertThat(one.optOuts()).isEqualTo(20));
  }

  @ParameterizedTest
  @EnumSource(names = "HSQLDB")
  void R9_a_run_that_died_leaves_its_pause_and_what_it_counted(TestDatabase database) {
    start(database);
    String name = campaign("Advising", 0, 180);
    refuses(IntStream.range(0, 100).filter(n -> n % 10 == 0), ADVISING);
    town.night();
    int asked = posts(name).size();
    // Killed after the pause was written, before anything was held.
    String unheld =
        "update message set status = 'READY', reason = null, error = null where reason = 'PAUSED'";
    assertThat(town.heed.jdbc.update(unheld)).isEqualTo(180 - asked);
    town.night();
    assertThat(posts(name)).hasSize(asked);
    assertThat(counts(name).get("held")).isEqualTo(180L - asked);
    // Killed after the outcomes were written, before the pause was: it was never there nor sealed.
    town.heed.jdbc.update(unheld);
    town.heed.jdbc.update("delete from pause where not exists (select 1 from resumption)");
    town.heed.jdbc.update("delete from pause where id not in (select pause_id from resumption)");
    town.night();
    assertThat(posts(name)).hasSize(asked);
    assertThat(counts(name).get("held")).isEqualTo(180L - asked);
    soundAudit();
  }

  private Pauses pauses() {
    return town.heed.bean(Pauses.class);
  }

  /** A campaign to so many people, each with the campaign's name as text; its name. */
  private String campaign(String from, int first, int people) {
    return drop(
        "student_id,phone,email,from,message",
        IntStream.range(first, first + people).mapToObj(n -> row(from, n)).toList());
  }

  private String drop(String header, List<String> rows) {
    String name = "pause" + ++files;
    List<String> lines = new ArrayList<>(List.of(header));
    rows.forEach(row -> lines.add(row.replace("NAME", name)));
    town.heed.drop(name + ".csv", lines.toArray(String[]::new));
    return name;
  }

  private String row(String from, int n) {
    return "P%d,%s,%s,%s,NAME".formatted(id(n), phone(n), "p" + id(n) + "@example.edu", from);
  }

  /** The people of each day are its own. */
  private int id(int n) {
    return (int) Duration.between(TestHeed.NOON, town.now()).toDays() / 8 * 1000 + n;
  }

  private String phone(int n) {
    return "+1414%07d".formatted(2_000_000 + id(n));
  }

  /** These people have opted out, where nobody can read it. */
  private void refuses(IntStream people, String sender) {
    people.forEach(n -> town.sandbox.reply(phone(n), sender, "STOP"));
    town.hides(row -> row.get("direction").asString().equals("inbound"));
  }

  private List<String> mails(String to, String campaign) {
    return town.heed.mails().stream()
        .filter(mail -> mail.contains("To: " + to) && mail.contains("Paused: " + campaign + " "))
        .toList();
  }

  /** The phones a campaign's texts were asked for. */
  private List<String> posts(String campaign) {
    return town.gateway.posts().stream()
        .map(RawServer.Request::form)
        .filter(form -> form.get("Body").lines().findFirst().orElseThrow().equals(campaign))
        .map(form -> form.get("To"))
        .toList();
  }

  /** How many rows of the campaign's outcome file there are of each outcome. */
  private Map<String, Long> counts(String campaign) {
    Map<String, Long> counts = new TreeMap<>();
    town.heed.lines("reports", "campaign-" + campaign + ".csv").stream()
        .skip(1)
        .forEach(line -> counts.merge(line.split(",", -1)[5], 1L, Long::sum));
    return counts;
  }

  private void soundAudit() {
    town.heed
        .bean(Audit.class)
        .run(
            violation -> {
              if (!violation.line().matches("E6 pause \\d+: .* is no longer there")) {
                throw new AssertionError(violation.line());
              }
            });
  }
}
