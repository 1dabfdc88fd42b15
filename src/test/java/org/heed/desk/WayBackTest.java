package org.heed.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heed.TestHeed;
import org.heed.address.PhoneNumber;
import org.heed.consent.History;
import org.heed.consent.LearnedFrom;
import org.heed.consent.Refusal;
import org.heed.consent.SmsStatus;
import org.heed.routing.Routing;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read out to whoever asks why a phone gets no texts. */
@NullUnmarked
class WayBackTest {
  private static final PhoneNumber PHONE = new PhoneNumber("+13125550101");
  private static final PhoneNumber ADVISING = new PhoneNumber(TestHeed.ADVISING);

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"opted-in, false", "opted-in, true", "opted-out, false", "opted-out, true"})
  void R2_E4_only_of_a_phone_that_texts_go_to_it_is_said_that_they_may(
      String status, boolean basis) {
    try (TestHeed heed =
        TestHeed.start(
            TestDatabase.HSQLDB,
            home,
            "--heed.consent.default-status=" + status,
            "--heed.consent.require-basis=" + basis)) {
      WayBack wayBack = heed.bean(WayBack.class);
      Routing routing = heed.bean(Routing.class);
      for (PhoneSheet sheet : sheets()) {
        assertThat(wayBack.of(sheet).startsWith("This phone may be texted"))
            .as("%s: %s", sheet, wayBack.of(sheet))
            .isEqualTo(routing.obstacle(sheet.candidate()) == null);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ENABLED |   | 7 | This phone may be texted.
          ENABLED |   |   | No text goes to this phone before it is on record how you agreed to texts: tell the office, or text START to (202) 555-0100 (Advising) from (312) 555-0101.
          DEFAULT |   |   | No text goes to this phone before you agree to texts: tell the office, or text START to (202) 555-0100 (Advising) from (312) 555-0101.
          ENABLED | x | 7 | No text can reach this number.
          """)
  void E4_it_says_what_is_missing(SmsStatus status, String notTextable, Long basis, String said) {
    try (TestHeed heed =
        TestHeed.start(
            TestDatabase.HSQLDB,
            home,
            "--heed.consent.default-status=opted-out",
            "--heed.consent.require-basis=true")) {
      assertThat(heed.bean(WayBack.class).of(sheet(status, List.of(), notTextable, null, basis)))
          .isEqualTo(said);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          STAFF         | Kim                | Staff turned this phone off and can turn it on again
          IMPORT        | roster.csv line 2  | A file from the institution turned this phone off; staff
          REPLY         | reply SM1          | Text START to
          GATEWAY_21610 | message 7          | Text START to
          """)
  void L4_it_says_who_turned_the_phone_off(LearnedFrom from, String evidence, String said) {
    Instant at = Instant.EPOCH;
    History.Event because =
        new History.Event(
            1, PHONE, SmsStatus.DISABLED, at, at, from, null, null, evidence, null, null);
    try (TestHeed heed = TestHeed.start(TestDatabase.HSQLDB, home)) {
      assertThat(
              heed.bean(WayBack.class)
                  .of(
                      new PhoneSheet(
                          PHONE,
                          "Mobile",
                          SmsStatus.DISABLED,
                          because,
                          List.of(),
                          null,
                          null,
                          null)))
          .startsWith(said);
    }
  }

  private static List<PhoneSheet> sheets() {
    List<PhoneSheet> sheets = new ArrayList<>();
    List<Refusal> held = new ArrayList<>(Arrays.asList(Refusal.values()));
    held.add(null);
    for (SmsStatus status : SmsStatus.values()) {
      for (List<PhoneNumber> refused : List.of(List.<PhoneNumber>of(), List.of(ADVISING))) {
        for (String words : Arrays.asList("a landline", null)) {
          for (Refusal one : held) {
            for (Long basis : Arrays.asList(7L, null)) {
              sheets.add(sheet(status, refused, words, one, basis));
            }
          }
        }
      }
    }
    return sheets;
  }

  private static PhoneSheet sheet(
      SmsStatus status, List<PhoneNumber> refused, String words, Refusal held, Long basis) {
    return new PhoneSheet(PHONE, "Mobile", status, null, refused, words, held, basis);
  }
}
