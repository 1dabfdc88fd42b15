package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.Town;
import org.heed.Towns;
import org.heed.audit.Audit;
import org.heed.audit.Violation;
import org.heed.gateway.RawServer;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A row with only a phone that several students share is for nobody in particular (O1, O7). */
@NullUnmarked
@ParameterizedClass
@EnumSource(TestDatabase.class)
class NobodyInParticularTest {
  @RegisterExtension static final Towns towns = new Towns("--heed.import.max-rejected=100%");
  @TempDir static Path home;
  private static final int CROWD = 60;
  private static int households;

  @Parameter TestDatabase database;

  private Town town;
  private String shared;
  private String anas;
  private String bens;
  private String house;

  @BeforeEach
  void a_household() {
    town = towns.on(database, home);
    int n = ++households;
    shared = "+1312557%04d".formatted(n);
    anas = "+1312558%04d".formatted(n);
    bens = "+1312559%04d".formatted(n);
    house = "h" + n;
    town.heed.drop(
        house + "-people.csv",
        "student_id,first_name,email,mobile_phone,home_phone",
        house + "a,Ana," + house + "a@example.edu," + shared + "," + anas,
        house + "b,Ben," + house + "b@example.edu," + shared + "," + bens);
    town.heed.run("import");
  }

  @Test
  void R1_the_text_goes_and_is_in_nobodys_name() {
    campaign("one", "phone,from,message", shared + ",Advising,Library closes");
    campaign("two", "phone,from,message", shared + ",Advising,Hi {{first_name}}");
    town.night();
    assertThat(bodies()).containsExactly("Library closes");
    assertThat(results("two")).contains("first_name");
    assertThat(names("one")).containsExactly("");
  }

  @Test
  void R4_where_it_gets_no_text_no_mailbox_is_guessed() {
    off(shared);
    campaign("one", "phone,from,message", shared + ",Advising,Library closes");
    campaign(
        "two",
        "phone,email,from,message",
        shared + "," + house + "-parent@example.edu,Advising,Library opens");
    town.night();
    assertThat(bodies()).isEmpty();
    assertThat(mails()).singleElement().asString().contains("To: " + house + "-parent@");
    assertThat(
            town.heed.jdbc.queryForList(
                "select error from message m join campaign c on c.id = m.campaign_id"
                    + " where c.name = ? and m.status = 'FAILED'",
                String.class,
                house + "-one"))
        .singleElement()
        .asString()
        .contains("several people share this phone");
  }

  @Test
  void O7_a_refusal_is_that_of_all_who_hold_the_phone() {
    campaign("one", "phone,from,message", shared + ",Advising,Library closes");
    town.night();
    town.sandbox.reply(shared, ADVISING, "STOP");
    town.clock.advance(Duration.ofMinutes(5));
    town.night();
    assertThat(List.of(shared, anas, bens))
        .extracting(town.heed::smsStatus)
        .containsOnly("DISABLED");
    no_violation();
  }

  @Test
  void O7_so_is_a_21610() {
    campaign("one", "phone,from,message", shared + ",Advising,Library closes");
    town.hides(Town.body("STOP"));
    town.sandbox.reply(shared, ADVISING, "STOP");
    town.night();
    assertThat(List.of(shared, anas, bens))
        .extracting(town.heed::smsStatus)
        .containsOnly("DISABLED");
    assertThat(mails()).isEmpty();
    assertThat(report()).contains("several people share this phone");
    no_violation();
  }

  @Test
  void O7_its_reason_is_given_where_it_is_read() throws IOException {
    campaign("one", "phone,from,message", shared + ",Advising,Library closes");
    town.night();
    town.sandbox.reply(shared, ADVISING, "STOP");
    town.clock.advance(Duration.ofMinutes(5));
    town.night();
    assertThat(town.events(bens))
        .singleElement()
        .extracting(event -> event.get("REASON"))
        .asString()
        .startsWith("several people share the phone it was said from");
    town.heed.run("report");
    assertThat(exported())
        .filteredOn(line -> line.contains(bens))
        .isNotEmpty()
        .allMatch(line -> line.contains("; several people share the phone it was said from"));
  }

  @Test
  void L3_a_plain_no_holds_all_who_hold_the_phone() {
    campaign("one", "phone,from,message", shared + ",Advising,Library closes");
    town.night();
    town.sandbox.reply(shared, ADVISING, "please no more texts");
    town.clock.advance(Duration.ofMinutes(5));
    town.night();
    campaign(
        "two",
        "student_id,phone,from,message",
        house + "a," + anas + ",Advising,To Ana",
        house + "b," + bens + ",Advising,To Ben",
        "," + shared + ",Advising,To whom it concerns");
    town.night();
    assertThat(mails()).hasSize(2).anyMatch(mail -> mail.contains("To: " + house + "b@"));
    assertThat(List.of(shared, anas, bens))
        .extracting(town.heed::smsStatus)
        .containsOnly("DEFAULT");
    assertThat(report()).contains("several people share this phone");
    no_violation();
  }

  @Test
  void R4_a_landline_is_nobodys_mailbox_either() {
    town.heed.jdbc.update(
        "update phone set not_textable_code = 30006, not_textable_at = current_timestamp"
            + " where number = ?",
        shared);
    campaign("one", "phone,from,message", shared + ",Advising,Library closes");
    town.night();
    assertThat(bodies()).isEmpty();
    assertThat(mails()).isEmpty();
    assertThat(report()).contains("several people share this phone");
  }

  @Test
  void the_receipt_counts_the_rows() {
    campaign(
        "one",
        "student_id,phone,from,message",
        "," + shared + ",Advising,One",
        "," + shared + ",Advising,Two",
        house + "a," + shared + ",Advising,Three",
        "," + anas + ",Advising,Four");
    town.heed.run("import");
    assertThat(town.heed.lines("done", house + "-one.csv.receipt.txt"))
        .anyMatch(line -> line.startsWith("2 rows name a phone that several people share; "));
  }

  @Test
  void O7_a_text_to_one_of_them_is_theirs_alone() {
    campaign("one", "student_id,from,message", house + "a,Advising,Library closes");
    town.night();
    town.sandbox.reply(shared, ADVISING, "STOP");
    town.clock.advance(Duration.ofMinutes(5));
    town.night();
    assertThat(List.of(shared, anas)).extracting(town.heed::smsStatus).containsOnly("DISABLED");
    assertThat(town.heed.smsStatus(bens)).isEqualTo("DEFAULT");
  }

  @Test
  void L7_the_results_of_a_file_tell_what_became_of_the_phone_whoever_holds_it() {
    town.heed.drop(
        house + "-off.csv",
        "student_id,phone,sms_status",
        house + "a," + shared + ",DISABLED",
        house + "b," + shared + ",ENABLED",
        "," + anas + ",ENABLED");
    town.night();
    assertThat(town.heed.lines("done", house + "-off.csv.results.csv"))
        .containsExactly(
            "\ufeffline,subject,result,phones,changed,reason",
            "2," + shared + ",changed,1,1,",
            "3,"
                + shared
                + ",rejected,0,0,\"line 2 of this file says DISABLED for this phone; where a file"
                + " says both, DISABLED counts\"",
            "4," + anas + ",changed,1,1,");
    assertThat(town.heed.smsStatus(shared)).isEqualTo("DISABLED");
  }

  @Test
  void O7_a_refusal_on_a_phone_of_a_crowd_is_that_of_all_of_it() {
    town.heed.drop(
        house + "-crowd.csv",
        Stream.concat(
                Stream.of("student_id,email,mobile_phone,home_phone"),
                IntStream.range(0, CROWD)
                    .mapToObj(
                        i ->
                            "%1$sc%2$d,%1$sc%2$d@example.edu,%3$s,+1708%4$03d%2$04d"
                                .formatted(house, i, shared, 200 + households)))
            .toArray(String[]::new));
    campaign("one", "phone,from,message", shared + ",Advising,Library closes");
    town.night();
    assertThat(bodies()).hasSize(1);
    town.sandbox.reply(shared, ADVISING, "STOP");
    town.clock.advance(Duration.ofMinutes(5));
    town.night();
    assertThat(
            town.heed.jdbc.queryForList(
                "select count(*) from listing l join phone p on p.number = l.number join person s"
                    + " on s.id = l.person_id where s.student_id like ? and p.sms_status <>"
                    + " 'DISABLED'",
                Long.class,
                house + "c%"))
        .containsExactly(0L);
    assertThat(mails()).isEmpty();
    no_violation();
  }

  private void campaign(String name, String... lines) {
    town.heed.drop(house + "-" + name + ".csv", lines);
  }

  private void off(String phone) {
    town.heed.drop(house + "-off.csv", "phone,sms_status", phone + ",DISABLED");
  }

  private List<String> bodies() {
    return town.gateway.posts().stream()
        .map(RawServer.Request::form)
        .filter(form -> form.get("To").equals(shared))
        .map(form -> form.get("Body").lines().findFirst().orElseThrow())
        .toList();
  }

  private List<String> mails() {
    return town.heed.mails().stream().filter(mail -> mail.contains("To: " + house)).toList();
  }

  private List<String> names(String campaign) {
    return town.heed.jdbc.queryForList(
        "select coalesce(p.first_name, '') from message m join person p on p.id = m.person_id"
            + " join campaign c on c.id = m.campaign_id where c.name = ?",
        String.class,
        house + "-" + campaign);
  }

  private String results(String campaign) {
    return String.join(
        "\n", town.heed.lines("rejected", house + "-" + campaign + ".csv.receipt.csv"));
  }

  private String report() {
    return town.heed
        .jdbc
        .queryForList(
            "select coalesce(m.error, '') from message m join person p on p.id = m.person_id"
                + " join listing l on l.person_id = p.id where l.number = ?",
            String.class,
            shared)
        .toString();
  }

  private List<String> exported() throws IOException {
    try (Stream<Path> files = Files.list(town.heed.home().resolve("reports"))) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.filter(file -> file.toString().matches(".*opt-outs.*csv")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    }
  }

  private void no_violation() {
    List<Violation> found = new ArrayList<>();
    town.heed.bean(Audit.class).run(found::add);
    assertThat(found).isEmpty();
  }
}
