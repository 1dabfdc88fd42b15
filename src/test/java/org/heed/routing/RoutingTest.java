package org.heed.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.consent.Candidate;
import org.heed.consent.SmsStatus;
import org.heed.queue.Reason;
import org.heed.routing.Decision.Kind;
import org.heed.settings.ConsentSettings;
import org.heed.settings.ConsentSettings.DefaultStatus;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked
class RoutingTest {
  private static final Instant NOON = Instant.parse("2026-11-24T18:00:00Z");
  private static final Instant NIGHT = Instant.parse("2026-11-24T06:00:00Z");
  private static final String EMAIL = "ada@example.edu";

  @ParameterizedTest
  @CsvSource({
    "ENABLED Mobile, opted-in, SMS 0",
    "ENABLED Home, opted-out, SMS 0",
    "DEFAULT Home, opted-in, SMS 0",
    "DEFAULT Mobile, opted-out, EMAIL NOT_OPTED_IN",
    "DISABLED Mobile, opted-in, EMAIL OPTED_OUT",
    "ENABLED Mobile landline, opted-in, EMAIL NOT_TEXTABLE",
    "DEFAULT Mobile landline, opted-out, EMAIL NOT_OPTED_IN",
    "DISABLED Mobile landline, opted-in, EMAIL OPTED_OUT",
  })
  void R1_a_named_phone_is_texted_if_it_may_be_else_email(
      String named, String defaultStatus, String expected) {
    Candidate other = phone(5, "ENABLED Mobile");
    Question question = new Question(phone(0, named), List.of(other), EMAIL, NOON);
    assertThat(told(routing(defaultStatus).route(question))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "DEFAULT Mobile; ENABLED Home, opted-in, SMS 1",
    "ENABLED Home; ENABLED Mobile, opted-in, SMS 0",
    "DEFAULT Home; DEFAULT Mobile; DEFAULT Mobile, opted-in, SMS 1",
    "DISABLED Mobile; DEFAULT Mobile, opted-in, SMS 1",
    "ENABLED Mobile landline; DEFAULT Mobile, opted-in, SMS 1",
    "DEFAULT Home, opted-in, EMAIL NO_PHONE",
    "DEFAULT Mobile, opted-out, EMAIL NOT_OPTED_IN",
    "DISABLED Mobile; DEFAULT Home, opted-in, EMAIL OPTED_OUT",
    "DISABLED Mobile; DEFAULT Mobile, opted-out, EMAIL OPTED_OUT",
    "DEFAULT Mobile landline; DEFAULT Home, opted-in, EMAIL NOT_TEXTABLE",
    "'', opted-in, EMAIL NO_PHONE",
  })
  void R2_a_row_that_names_only_the_person_goes_to_the_first_phone_that_may_be_texted(
      String listed, String defaultStatus, String expected) {
    Question question = new Question(null, phones(listed), EMAIL, NOON);
    assertThat(told(routing(defaultStatus).route(question))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void R3_disabled_wins_over_the_default(DefaultStatus defaultStatus) {
    Candidate disabled = phone(0, "DISABLED Mobile");
    Routing routing = routing(defaultStatus.name());
    assertThat(routing.route(new Question(disabled, List.of(), EMAIL, NOON)).reason())
        .isEqualTo(Reason.OPTED_OUT);
    assertThat(routing.route(new Question(null, List.of(disabled), EMAIL, NOON)).reason())
        .isEqualTo(Reason.OPTED_OUT);
  }

  @ParameterizedTest
  @CsvSource({
    "DISABLED Mobile, opted-in, NO_ADDRESS_OPTED_OUT",
    "DEFAULT Mobile, opted-out, NO_ADDRESS_NOT_OPTED_IN",
    "ENABLED Mobile landline, opted-in, NO_ADDRESS_NOT_TEXTABLE",
    "'', opted-in, NO_ADDRESS_NO_PHONE",
  })
  void R4_without_a_phone_and_an_address_the_message_fails_with_its_reason(
      String listed, String defaultStatus, Reason reason) {
    Decision decision =
        routing(defaultStatus).route(new Question(null, phones(listed), null, NOON));
    assertThat(decision).isEqualTo(new Decision(Kind.FAIL, null, reason, null));
  }

  @ParameterizedTest
  @EnumSource
  void R4_every_reason_fits_its_column_and_is_in_plain_words(Reason reason) {
    assertThat(reason.name()).hasSizeLessThanOrEqualTo(24);
    assertThat(reason.words()).matches("[a-z':, -]{15,}");
    assertThat(reason.withoutAddress().withoutAddress()).isEqualTo(reason.withoutAddress());
  }

  @Test
  void R7_holds_the_text_of_the_phone_chosen_but_no_email() {
    Routing routing = routing("opted-in");
    Decision text = routing.route(new Question(null, phones("ENABLED Mobile"), EMAIL, NIGHT));
    assertThat(text)
        .isEqualTo(
            new Decision(
                Kind.HOLD, number(0), Reason.QUIET_HOURS, Instant.parse("2026-11-24T14:00:00Z")));
    Decision email = routing.route(new Question(null, phones("DISABLED Mobile"), EMAIL, NIGHT));
    assertThat(email.kind()).isEqualTo(Kind.EMAIL);
  }

  private static Routing routing(String defaultStatus) {
    DefaultStatus status =
        DefaultStatus.valueOf(defaultStatus.replace('-', '_').toUpperCase(Locale.ROOT));
    return new Routing(
        new ConsentSettings(
            true,
            status,
            PhoneType.Mobile,
            false,
            List.of(),
            List.of(),
            List.of(),
            ConsentSettings.PlainRefusal.HOLD,
            false),
        QuietHours.parse("20:00-09:00", ZoneId.of("America/Chicago")));
  }

  private static List<Candidate> phones(String listed) {
    String[] parts = listed.isEmpty() ? new String[0] : listed.split("; ", -1);
    return IntStream.range(0, parts.length).mapToObj(index -> phone(index, parts[index])).toList();
  }

  private static Candidate phone(int index, String text) {
    String[] words = text.split(" ", -1);
    return new Candidate(
        number(index), PhoneType.valueOf(words[1]), SmsStatus.valueOf(words[0]), words.length == 2);
  }

  private static PhoneNumber number(int index) {
    return new PhoneNumber("+1202555010" + index);
  }

  private static String told(Decision decision) {
    PhoneNumber phone = decision.phone();
    return decision.kind()
        + " "
        + (phone == null ? decision.reason() : phone.e164().substring(phone.e164().length() - 1));
  }
}
