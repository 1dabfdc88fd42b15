package org.heed.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.mail.Picture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class EmailDesignTest {
  @TempDir private Path home;
  private Path templates;

  @BeforeEach
  void folder() throws IOException {
    templates = Files.createDirectories(home.resolve("templates"));
  }

  @Test
  void without_templates_an_email_shows_message_sender_and_why_and_nothing_as_markup() {
    EmailDesign design = EmailDesign.in(home, "Example <University>");
    Map<String, Object> values = values("Dear <b>Pat</b>,\nsee & come");
    assertThat(design.html(values))
        .contains("Dear &lt;b&gt;Pat&lt;/b&gt;,<br>\nsee &amp; come<br>")
        .contains("Example &lt;University&gt;")
        .contains("You get this by email because it is so.")
        .contains("width=device-width")
        .doesNotContain("cid:logo");
    assertThat(design.text(values))
        .isEqualTo(
            """
            Dear <b>Pat</b>,
            see & come

            --\s
            From Advising, Example <University>
            You get this by email because it is so.
            """);
    assertThat(design.pictures()).isEmpty();
  }

  @Test
  void an_institution_s_own_templates_and_logo_take_their_place() throws IOException {
    Files.writeString(
        templates.resolve("email.html"),
        "<p>Hi {{first_name}}{{last_name}}</p>{{#logo}}<img"
            + " src='cid:logo'>{{/logo}}{{message}}{{why}}");
    Files.writeString(templates.resolve("email.txt"), "{{message}}\n{{why}}\nÅ");
    Files.write(templates.resolve("logo.png"), new byte[] {1, 2, 3});
    EmailDesign design = EmailDesign.in(home, "Example");
    assertThat(design.html(values("Come & see")))
        .isEqualTo(
            "<p>Hi Pat</p><img src='cid:logo'>Come &amp; see"
                + "You get this by email because it is so.");
    assertThat(design.text(values("Come"))).endsWith("\nÅ");
    assertThat(design.pictures())
        .singleElement()
        .extracting(Picture::id, Picture::words)
        .containsExactly("logo", "Example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "email.html | {{message}} | expected a place for why it comes by email, {{why}}",
        "email.txt  | {{why}} | expected a place for the message, {{message}} or"
            + " {{#lines}}{{.}}{{/lines}}",
        "email.html | {{message}}{{why}}{{nmae}} | nmae",
        "email.html | {{message}}{{why}}{{#logo}} | logo",
        "email.txt  | {{message}}{{why}}{{>footer}} | found {{>footer}}, expected one file",
      })
  void a_template_no_email_can_be_written_with_is_told(String name, String text, String problem)
      throws IOException {
    Files.writeString(templates.resolve(name), text);
    assertThatThrownBy(() -> EmailDesign.in(home, null))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageStartingWith(templates.resolve(name) + ": ")
        .hasMessageContaining(problem);
  }

  @Test
  void a_logo_too_large_for_a_mail_is_told() throws IOException {
    Files.write(templates.resolve("logo.jpg"), new byte[500_001]);
    assertThatThrownBy(() -> EmailDesign.in(home, null))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            templates.resolve("logo.jpg") + ": found 500,001 bytes, expected at most 500,000");
  }

  @Test
  void a_template_that_is_not_UTF_8_is_told() throws IOException {
    Files.write(templates.resolve("email.txt"), new byte[] {(byte) 0xC5, ' ', (byte) 0xE9});
    assertThatThrownBy(() -> EmailDesign.in(home, null))
        .hasMessage(templates.resolve("email.txt") + ": expected text in UTF-8");
  }

  private static Map<String, Object> values(String message) {
    Map<String, Object> values = new HashMap<>();
    values.put("subject", "Message from Advising");
    values.put("message", message);
    values.put("lines", List.of(message.split("\n", -1)));
    values.put("sender", "Advising");
    values.put("from", "From Advising");
    values.put("institution", "Example <University>");
    values.put("first_name", "Pat");
    values.put("last_name", null);
    values.put("why", "You get this by email because it is so.");
    return values;
  }
}
