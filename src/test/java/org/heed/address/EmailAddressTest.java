package org.heed.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class EmailAddressTest {
  private static final String SIXTY_FOUR = "a".repeat(64);
  private static final String SIXTY_THREE = "b".repeat(63);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pat@example.edu",
        "a@iana.org",
        "Pat.O'Brien+texts@Mail.Example.EDU",
        "1234567890@example.com",
        "_______@example.com",
        "!#$%&'*+/=?^_`{|}~-@example.com",
        "user%example.com@example.org",
        "mailhost!user@example.org",
        "user-@example.org",
        "x@x23456789.x2",
        "a@1example.com",
        "a@ex--ample.com",
        "a@1.2.example.com",
        "firstname-lastname@example.name",
        "\"pat lee\"@example.edu",
        "\"very.(),:;<>[]\\\".VERY.\\\"very@\\\\ \\\"very\\\".unusual\"@example.com",
        "\"\"@example.com",
        "paweł@x.edu",
        "Pelé@example.com",
        "δοκιμή@παράδειγμα.δοκιμή",
        "我買@屋企.香港",
        "संपर्क@डाटामेल.भारत",
        "медведь@с-балалайкой.рф",
        "I❤️CHOCOLATE@example.com",
        "a@xn--hxajbheg2az3al.xn--jxalpdlp",
      })
  void an_address_is_read_as_it_is_written(String typed) {
    EmailAddress.Reading reading = EmailAddress.read(typed);

    assertThat(reading.problem()).isNull();
    assertThat(reading.address()).hasToString(typed);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '§',
      delimiterString = " -> ",
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "§  pat@example.edu\u00A0§ -> pat@example.edu",
        "pat@example.edu. -> pat@example.edu",
        "pat@example.edu; -> pat@example.edu",
        "pat@example.edu ,  -> pat@example.edu",
        "mailto:pat@example.edu -> pat@example.edu",
        "MailTo:pat@example.edu?subject=Hello -> pat@example.edu",
        "<pat@example.edu> -> pat@example.edu",
        "<mailto:pat@example.edu> -> pat@example.edu",
        "Pat Lee <pat@example.edu> -> pat@example.edu",
        "\"Lee, Pat\" <pat@example.edu> -> pat@example.edu",
        "pat@example.edu <pat@example.edu> -> pat@example.edu",
        "'pat@example.edu' -> pat@example.edu",
        "\"pat@example.edu\" -> pat@example.edu",
        "\uFEFFpat@example.edu\u200B -> pat@example.edu",
        "pa\u00ADt@exam\u2060ple.edu -> pat@example.edu",
        "“pat@example.edu” -> pat@example.edu",
        "‘pat@example.edu’, -> pat@example.edu",
        "pat@example.edu' -> pat@example.edu",
        "Pele\u0301@example.com -> Pelé@example.com",
      })
  void what_stands_around_one_address_is_no_part_of_it(String typed, String address) {
    assertThat(EmailAddress.read(typed).address()).hasToString(address);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '§',
      delimiterString = " -> ",
      value = {
        "pat -> no @",
        "@ -> before",
        "@example.edu -> before",
        "pat@ -> behind",
        "pat@example -> no dot",
        "root@localhost -> no dot",
        "pat@example.edu; sam@example.edu -> more than one address",
        "pat@example.edu,sam@example.edu -> more than one address",
        "pat@example.edu sam@example.edu -> more than one address",
        "pat@example.edu/sam@example.edu -> more than one address",
        "sam@example.edu <pat@example.edu> -> more than one address",
        "pat@sam@example.edu -> more than one @",
        "pat lee@example.edu -> space",
        "pat @example.edu -> space",
        "pat@ example.edu -> space",
        "pat@exam ple.edu -> space",
        ".pat@example.edu -> dot",
        "pat.@example.edu -> dot",
        "pat..lee@example.edu -> dot",
        "pat@example..edu -> cannot exist",
        "pat@.example.edu -> cannot exist",
        "pat@-example.edu -> cannot exist",
        "pat@example-.edu -> cannot exist",
        "pat@example.edu- -> cannot exist",
        "pat@example.c -> one letter",
        "pat@ex_ample.edu -> cannot exist",
        "pat@ex/ample.edu -> cannot exist",
        "pat@example.edu:25 -> cannot exist",
        "pat@example.edu (home) -> space",
        "(home)pat@example.edu -> mark",
        "pat(home)@example.edu -> mark",
        "pat\\@lee@example.edu -> more than one @",
        "pat,lee@example.edu -> mark",
        "pat:lee@example.edu -> mark",
        "<pat@example.edu -> mark",
        "pat[1]@example.edu -> mark",
        "\"pat@example.edu -> mark",
        "\"pat\"lee@example.edu -> mark",
        "\"pa\"t\"@example.edu -> mark",
        "'pat@example.edu -> mark",
        "pat’lee@example.edu -> mark",
        "pat–lee@example.edu -> mark",
        "pat@192.0.2.1 -> number",
        "pat@[192.0.2.1] -> number",
        "pat@[IPv6:2001:db8::1] -> number",
        "pat@example.123 -> number",
        "mailto:pat%40example.edu -> no @",
        "mailto:pat%20lee@example.edu -> mark",
        "pat@straße.de -> xn--",
        "pat@ex\u200Dample.edu -> xn--",
        "pat@ｅxample.edu -> xn--",
        "pat@example。edu -> xn--",
        "pat@example.edu\u2024 -> xn--",
        "p\u200Dat@example.edu -> mark",
        "\u212Aim@example.edu -> looks like",
        "n/a -> no @",
      })
  void what_can_be_no_address_is_told(String typed, String why) {
    EmailAddress.Reading reading = EmailAddress.read(typed);

    assertThat(reading.address()).as(typed).isNull();
    assertThat(reading.problem()).contains(why);
  }

  @Test
  void control_characters_are_no_part_of_an_address() {
    for (char c = 0; c < 0x20; c++) {
      assertThat(EmailAddress.read("pa" + c + "t@example.edu").address()).isNull();
      assertThat(EmailAddress.read("pat@exam" + c + "ple.edu").address()).isNull();
    }
    assertThat(EmailAddress.read("\"pa\u007Ft\"@example.edu").address()).isNull();
    assertThat(EmailAddress.read("pa\u0085t@example.edu").address()).isNull();
  }

  @Test
  void lengths_are_those_of_the_bytes_that_are_sent() {
    String domain = "@" + (SIXTY_THREE + ".").repeat(2) + "c".repeat(57) + ".edu";

    assertThat(EmailAddress.read(SIXTY_FOUR + domain).problem()).isNull();
    assertThat(EmailAddress.read(SIXTY_FOUR + "a" + "@x.edu").problem()).contains("64");
    assertThat(EmailAddress.read("ł".repeat(33) + "@x.edu").problem()).contains("64");
    assertThat(EmailAddress.read(SIXTY_FOUR + domain + "u").problem()).contains("254");
    assertThat(EmailAddress.read("a@" + "x.".repeat(500_000)).problem()).contains("254");
    assertThat(EmailAddress.read("").problem()).contains("no @");
    assertThat(EmailAddress.read("a@" + SIXTY_THREE + "b.edu").problem()).contains("exist");
    assertThat(EmailAddress.read("a@" + SIXTY_THREE + ".edu").problem()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "pat@example.edu, pat@example.edu, false",
    "Pat@EXAMPLE.edu, Pat@example.edu, false",
    "paweł@x.edu, paweł@x.edu, true",
    "pat@ı.edu, pat@xn--cfa.edu, false",
    "pat@č.edu, pat@xn--bea.edu, false",
    "pat@bücher.example, pat@xn--bcher-kva.example, false",
    "pat@BÜCHER.example, pat@xn--bcher-kva.example, false",
    "我買@屋企.香港, 我買@xn--hoqu73a.xn--j6w193g, true",
  })
  void a_server_is_told_the_domain_in_plain_letters(String typed, String wire, boolean utf8) {
    EmailAddress address = EmailAddress.read(typed).address();

    assertThat(address.wire()).isEqualTo(wire);
    assertThat(address.needsUtf8()).isEqualTo(utf8);
  }
}
