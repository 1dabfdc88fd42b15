package org.heed.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.address.PhoneNumber;
import org.heed.audit.Audit;
import org.heed.consent.Refusal;
import org.heed.consent.ReviewDecisions;
import org.heed.consent.ReviewList;
import org.heed.gateway.Middleman.Fate;
import org.heed.preview.Preview;
import org.heed.preview.PreviewRow;
import org.heed.queue.Reason;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Whom a plain no covers, and from which moment on (L3). */
@NullUnmarked
class HoldReachTest {
  @RegisterExtension static final Towns TOWNS = new Towns("--heed.delivery.pause-at-opt-outs=off");

  @TempDir static Path home;
  private static int files;

  private static long last(Town town) {
    return town.heed.bean(ReviewList.class).open(null).stream()
        .mapToLong(ReviewList.Entry::id)
        .max()
        .orElseThrow();
  }

  /** A person with these phones, as a file that comes now says. */
  private static void lists(Town town, Person person, String mobile, String other) {
    town.heed.run("import");
    town.heed.drop(
        "lists-" + ++files + ".csv",
        "student_id,email,mobile_phone,home_phone",
        String.join(",", person.id(), person.email(), mobile, other));
  }

  private static List<String> texted(Town town, Person... people) {
    String body = "Text " + ++files;
    for (Person person : people) {
      town.queue("Bursar", person, body);
    }
    town.night();
    return List.of(people).stream()
        .filter(
            person ->
                town.heed.count(
                        "attempt a join message m on m.id = a.message_id join person p on p.id ="
                            + " m.person_id where a.channel = 'SMS' and m.body like '"
                            + body
                            + "%' and p.student_id = '"
                            + person.id()
                            + "'")
                    > 0)
        .map(Person::id)
        .toList();
  }

  private static void audit(Town town) {
    List<String> found = new ArrayList<>();
    town.heed.bean(Audit.class).run(violation -> found.add(violation.line()));
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void L3_a_hold_that_lands_after_the_routing_stops_the_text(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person person = town.texted("Advising");
    town.queue("Advising", person, "First");
    town.queue("Advising", person, "Last");
    Instant said = town.now();
    town.gateway.fate(
        text -> {
          if (text.form().get("Body").startsWith("First")) {
            holds(town, person.mobile(), said);
          }
          return Fate.PASS;
        });
    town.night();
    town.gateway.rest();
    assertThat(town.requests(person)).last().asString().endsWith("First");
    assertThat(town.mails(person)).singleElement().asString().contains("Last");
    audit(town);
  }

  private static void holds(Town town, String mobile, Instant said) {
    ReviewList.Reply reply =
        new ReviewList.Reply(
            "SMnow" + ++files, mobile, ADVISING, "no more", said, Refusal.NO_MORE, null);
    town.heed
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            status -> assertThat(town.heed.bean(ReviewList.class).add(List.of(reply))).hasSize(1));
  }

  @ParameterizedTest
  @EnumSource
  void L3_on_a_shared_phone_it_is_whose_text_was_answered(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person parent = town.person();
    Person child = town.person();
    lists(town, child, "+13125571" + "%03d".formatted(++files), parent.mobile());
    town.queue("Advising", parent, "Hello parent");
    town.night();
    town.reply(parent.mobile(), ADVISING, "please stop texting me");
    // The child's own phone may be texted, the shared one may not.
    assertThat(texted(town, parent, child)).containsExactly(child.id());
    assertThat(town.heed.bean(ReviewDecisions.class).confirm(last(town), "Kim", "plain"))
        .extracting(PhoneNumber::e164)
        .containsExactlyInAnyOrder(parent.mobile(), parent.home());
    assertThat(texted(town, parent, child)).containsExactly(child.id());
    audit(town);
  }

  @ParameterizedTest
  @EnumSource
  void L3_on_a_shared_phone_nobody_was_texted_on_it_is_all_of_theirs(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person parent = town.person();
    Person child = town.person();
    lists(town, child, "+13125571" + "%03d".formatted(++files), parent.mobile());
    town.night();
    town.reply(parent.mobile(), ADVISING, "please stop texting me");
    assertThat(texted(town, parent, child)).isEmpty();
    assertThat(town.heed.bean(ReviewDecisions.class).dismiss(last(town), "Kim", "a joke")).isTrue();
    assertThat(texted(town, parent, child)).containsExactly(parent.id(), child.id());
    audit(town);
  }

  @ParameterizedTest
  @EnumSource
  void L3_from_a_phone_that_was_moved_it_is_the_new_holders(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person former = town.texted("Advising");
    Person holder = town.person();
    lists(town, former, "+13125572" + "%03d".formatted(++files), former.home());
    lists(town, holder, former.mobile(), holder.home());
    town.night();
    town.clock.advance(Duration.ofMinutes(5));
    town.reply(former.mobile(), ADVISING, "please stop texting me");
    assertThat(texted(town, former, holder)).containsExactly(former.id());
    assertThat(town.heed.bean(ReviewDecisions.class).confirm(last(town), "Kim", "plain"))
        .extracting(PhoneNumber::e164)
        .containsExactlyInAnyOrder(former.mobile(), holder.home());
    assertThat(texted(town, former, holder)).containsExactly(former.id());
    audit(town);
  }

  @ParameterizedTest
  @EnumSource
  void L3_of_a_number_nobody_lists_it_is_that_phone(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    String phone = "+13125573" + "%03d".formatted(++files);
    town.heed.drop("row-" + files + ".csv", "phone,email,from,message", phone + ",,Advising,First");
    town.night();
    town.reply(phone, ADVISING, "please stop texting me");
    String second = "phone,email,from,message\n" + phone + ",a@example.edu,Bursar,Second\n";
    town.heed.drop("row-" + ++files + ".csv", second.getBytes(StandardCharsets.UTF_8));
    town.night();
    assertThat(town.heed.count("attempt where channel = 'SMS' and destination = '" + phone + "'"))
        .isEqualTo(1);
    assertThat(town.heed.mails()).anyMatch(mail -> mail.contains("Second"));
    assertThat(town.heed.bean(ReviewDecisions.class).confirm(last(town), "Kim", "plain"))
        .extracting(PhoneNumber::e164)
        .containsExactly(phone);
    assertThat(town.heed.smsStatus(phone)).isEqualTo("DISABLED");
    audit(town);
  }

  @ParameterizedTest
  @EnumSource
  void L3_a_preview_says_the_same(TestDatabase database, @TempDir Path elsewhere) throws Exception {
    Town town = TOWNS.on(database, home);
    Person person = town.texted("Advising");
    Person wrong = town.texted("Advising");
    town.reply(person.mobile(), ADVISING, "please stop texting me");
    town.reply(wrong.mobile(), ADVISING, "wrong number");
    town.night();
    Path file = elsewhere.resolve("look.csv");
    Files.writeString(
        file,
        "student_id,phone,from,message\n"
            + person.id()
            + ",,Bursar,Hi\n"
            + person.id()
            + ","
            + person.home()
            + ",Bursar,Ho\n"
            + wrong.id()
            + ",,Bursar,Hi\n"
            + wrong.id()
            + ","
            + wrong.home()
            + ",Bursar,Ho\n");
    List<PreviewRow> rows = new ArrayList<>();
    town.heed.bean(Preview.class).of(file, town.now(), 4, rows::add);
    assertThat(rows)
        .extracting(row -> row.fate() + " " + row.reason())
        .containsExactly(
            "EMAIL " + Reason.NO_MORE_ASKED.words(),
            "EMAIL " + Reason.NO_MORE_ASKED.words(),
            "EMAIL " + Reason.WRONG_NUMBER_SAID.words(),
            "TEXT null");
  }
}
