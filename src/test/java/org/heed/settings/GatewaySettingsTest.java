package org.heed.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class GatewaySettingsTest {
  @ParameterizedTest
  @CsvSource({
    ",,SANDBOX",
    "'',,SANDBOX",
    ",AC1,TWILIO",
    ",' ',SANDBOX",
    "sandbox,AC1,SANDBOX",
    "Twilio,,TWILIO",
    " TWILIO ,AC1,TWILIO"
  })
  void the_gateway_is_twilio_as_soon_as_an_account_is_given(
      String gateway, String account, GatewaySettings.Kind kind) {
    assertThat(properties(gateway, account, null, null, null, null).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "carrier-pigeon,,,,,,'heed.gateway: found carrier-pigeon, expected sandbox or twilio'",
    "twilio,,,,,,'heed.twilio.account-sid: missing, expected for heed.gateway=twilio'",
    ",AC1,$TWILIO_TOKEN,,,,'heed.twilio.auth-token: found a value with marks or spaces in it,"
        + " expected letters and digits'",
    ",SK1,token,,,,'heed.twilio.account-sid: found SK1, expected the account''s own id (AC...),"
        + " not a key''s'",
    ",AC1,,,,,'heed.twilio.auth-token (or .api-key and .api-secret): missing, expected for"
        + " heed.gateway=twilio'",
    ",AC1,,SK1,,,'heed.twilio.api-secret: missing, expected for heed.gateway=twilio'",
    ",AC1,token,,secret,,'heed.twilio.api-key: missing, expected for heed.gateway=twilio'",
    ",AC1,token,,,http://gateway.example.edu,'heed.twilio.base-url: found"
        + " http://gateway.example.edu, expected https (http only on this machine)'",
    ",AC1,token,,,ftp://localhost,'heed.twilio.base-url: found ftp://localhost, expected https"
        + " (http only on this machine)'",
    ",AC1,token,,,gateway.example.edu,'heed.twilio.base-url: found gateway.example.edu, expected a"
        + " URL such as https://example.edu:8443'",
    ",AC1,token,,,https://a b,'heed.twilio.base-url: found https://a b, expected a URL such as"
        + " https://example.edu:8443'"
  })
  void an_account_that_cannot_work_is_refused_by_its_property(
      String gateway,
      String account,
      String token,
      String key,
      String secret,
      String url,
      String words) {
    assertThatThrownBy(() -> properties(gateway, account, token, key, secret, url).check())
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://gateway.example.edu",
        "https://gateway.example.edu:8443/prefix/",
        "http://localhost:8080",
        "http://127.0.0.1:8080",
        "http://[::1]:8080"
      })
  void a_gateway_is_reached_by_https_or_on_this_machine(String url) {
    properties(null, "AC1", "token", null, null, url).check();
    properties(null, "AC1", null, "SK1", "secret", url).check();
  }

  @Test
  void secrets_are_in_no_text() {
    assertThat(properties(null, "AC1", "t0ken", "SK1", "s3cret", null).toString())
        .doesNotContain("t0ken")
        .doesNotContain("s3cret")
        .doesNotContain("SK1");
  }

  private static GatewaySettings properties(
      String gateway, String account, String token, String key, String secret, String url) {
    return new GatewaySettings(
        gateway, new GatewaySettings.Twilio(account, token, key, secret, null, url));
  }
}
