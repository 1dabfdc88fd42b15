package org.heed.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heed.mail.PostAnswer.Kind;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail reaches the address that was written, and no other: seen at a server. */
@NullUnmarked
class AddressedMailTest {
  private static final String KNOWS_LETTERS = "250-raw.invalid\r\n250-8BITMIME\r\n250 SMTPUTF8";

  private final RawSmtp server = new RawSmtp();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "pat@ı.edu,pat@xn--cfa.edu",
    "pat@č.edu,pat@xn--bea.edu",
    "pat@bücher.example,pat@xn--bcher-kva.example",
    "\"pat lee\"@x.edu,\"pat lee\"@x.edu",
    "pat@x.edu.,pat@x.edu",
    "mailto:pat@x.edu,pat@x.edu",
    "o'pat+a=b@x.edu,o'pat+a=b@x.edu",
  })
  void the_domain_is_told_in_plain_letters_to_every_server(String typed, String told) {
    try (Post post = Letters.post(server.port(), Map.of())) {
      assertThat(post.send(Letters.to(typed)).kind()).isEqualTo(Kind.SENT);
    }
    assertThat(server.commands("RCPT")).containsExactly("RCPT TO:<" + told + ">");
    assertThat(server.commands("MAIL")).containsExactly("MAIL FROM:<texts@example.edu>");
    assertThat(server.mails()).allMatch(mail -> mail.chars().allMatch(c -> c < 0x80));
  }

  @ParameterizedTest
  @ValueSource(strings = {"paweł@x.edu", "č@x.edu", "Ċ@x.edu", "ı@x.edu", "我買@屋企.香港", "pelé@x.edu"})
  void letters_before_the_at_go_as_UTF_8_where_the_server_knows_them(String typed) {
    server.script(said -> said.startsWith("EHLO") ? KNOWS_LETTERS : null);
    try (Post post = Letters.post(server.port(), Map.of())) {
      assertThat(post.send(Letters.to("kim@x.edu")).kind()).isEqualTo(Kind.SENT);
      assertThat(post.send(Letters.to(typed)).kind()).isEqualTo(Kind.SENT);
      assertThat(post.send(Letters.to("sam@x.edu")).kind()).isEqualTo(Kind.SENT);
    }
    String local = typed.substring(0, typed.indexOf('@'));
    assertThat(received("RCPT"))
        .hasSize(3)
        .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .isEqualTo("RCPT TO:<kim@x.edu>");
    assertThat(received("RCPT").get(1)).startsWith("RCPT TO:<" + local + "@");
    assertThat(server.commands("MAIL"))
        .containsExactly(
            "MAIL FROM:<texts@example.edu>",
            "MAIL FROM:<texts@example.edu> SMTPUTF8",
            "MAIL FROM:<texts@example.edu>");
    assertThat(utf8(server.mails().get(1))).contains("To: " + local + "@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"paweł@x.edu", "č@x.edu", "Ċ@x.edu", "ı@x.edu", "pelé@x.edu"})
  void a_server_that_does_not_know_them_is_not_asked_and_the_others_go(String typed) {
    try (Post post = Letters.post(server.port(), Map.of())) {
      assertThat(post.send(Letters.to("kim@x.edu")).kind()).isEqualTo(Kind.SENT);
      PostAnswer receipt = post.send(Letters.to(typed));
      assertThat(receipt.kind()).isEqualTo(Kind.REFUSED);
      assertThat(receipt.words())
          .startsWith("the mail server takes no letter such as ")
          .contains("before the @");
      assertThat(post.send(Letters.to("sam@x.edu")).kind()).isEqualTo(Kind.SENT);
    }
    assertThat(server.commands("RCPT"))
        .containsExactly("RCPT TO:<kim@x.edu>", "RCPT TO:<sam@x.edu>");
  }

  @Test
  void no_char_of_an_address_becomes_another_byte() {
    server.script(said -> said.startsWith("EHLO") ? KNOWS_LETTERS : null);
    try (Post post = Letters.post(server.port(), Map.of())) {
      for (int c = 0x80; c < 0x250; c++) {
        post.send(Letters.to("a" + Character.toString(c) + "b@x.edu"));
      }
    }
    assertThat(received("RCPT")).hasSizeGreaterThan(400);
    assertThat(received("RCPT"))
        .allMatch(told -> told.matches("RCPT TO:<a[^ -~]b@x\\.edu>|.*<ab@.*"));
  }

  static Stream<String> notOneAddress() {
    return Stream.of(
        "a@example.edu,b@example.edu",
        "a@example.edu, b@example.edu",
        "a@example.edu;b@example.edu",
        "a@example.edu b@example.edu",
        "all: a@example.edu, b@example.edu;",
        "all:;",
        "a@example.edu\r\nBcc: b@example.edu",
        "a@example.edu\nBcc: b@example.edu",
        "Pat\r\nBcc: b@example.edu <a@example.edu>",
        "<a@example.edu>\r\nRCPT TO:<b@example.edu>",
        "a@example.edu\0",
        "pat",
        "@example.edu",
        "pat@",
        "",
        " ",
        "pat@exam ple.edu",
        "pat@@example.edu");
  }

  @ParameterizedTest
  @MethodSource("notOneAddress")
  void anything_but_one_address_is_refused_before_the_server_is_asked(String text) {
    try (Post post = Letters.post(server.port(), Map.of())) {
      PostAnswer receipt = post.send(Letters.to(text));
      assertThat(receipt.kind()).isEqualTo(Kind.REFUSED);
      assertThat(receipt.words()).startsWith("not an email address: ");
    }
    assertThat(server.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pat@example.edu", " pat@example.edu ", "Pat <pat@example.edu>"})
  void one_address_is_written_to(String text) {
    try (Post post = Letters.post(server.port(), Map.of())) {
      assertThat(post.send(Letters.to(text)).kind()).isEqualTo(Kind.SENT);
    }
    assertThat(server.commands("RCPT")).containsExactly("RCPT TO:<pat@example.edu>");
  }

  private List<String> received(String verb) {
    return server.commands(verb).stream().map(AddressedMailTest::utf8).toList();
  }

  /** The server reads bytes as letters of ISO 8859-1. */
  private static String utf8(String read) {
    return new String(read.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
