package org.heed.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import org.heed.address.PhoneNumber;
import org.heed.sandbox.SandboxGateway;
import org.heed.settings.DeliverySettings;
import org.heed.settings.GatewaySettings;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

@NullUnmarked
class GatewayConfigurationTest {
  private static final Text TEXT =
      new Text(new PhoneNumber("+12025550100"), new PhoneNumber("+13125550110"), "Hello");

  @ParameterizedTest
  @CsvSource({
    "twilio,AC1,token,,,AC1,AC1:token",
    "twilio,AC1,token,' ','',AC1,AC1:token",
    "twilio,AC1,,SK1,secret,AC1,SK1:secret",
    "twilio,AC1,token,SK1,secret,AC1,SK1:secret",
    "sandbox,AC1,token,,,AC00000000000000000000000000000000,AC00000000000000000000000000000000:sandbox"
  })
  void the_account_signs_in_with_its_token_or_its_key(
      String kind,
      String sid,
      String token,
      String key,
      String secret,
      String account,
      String credentials) {
    try (RawServer server = new RawServer(RawServer.json(201, "{\"sid\": \"SM1\"}"))) {
      GatewaySettings properties =
          new GatewaySettings(
              kind,
              new GatewaySettings.Twilio(
                  sid, token, key, secret, "MG1", server.baseUrl().toString()));
      try (Gateway gateway =
          new GatewayConfiguration()
              .gateway(
                  properties,
                  new StaticListableBeanFactory().getBeanProvider(SandboxGateway.class),
                  new GatewayClock(java.time.Clock.systemUTC()),
                  new DeliverySettings(
                      4,
                      "off",
                      "off",
                      "off",
                      1,
                      Duration.ofMillis(1),
                      Duration.ofHours(1),
                      Duration.ofHours(4),
                      "off",
                      DeliverySettings.OverLimit.HOLD))) {
        assertThat(gateway.send(TEXT).kind()).isEqualTo(Answer.Kind.ACCEPTED);
      }
      RawServer.Request request = server.requests().get(0);
      assertThat(request.path()).isEqualTo("/2010-04-01/Accounts/" + account + "/Messages.json");
      assertThat(request.headers())
          .containsEntry(
              "authorization",
              "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
      assertThat(request.form()).containsEntry("MessagingServiceSid", "MG1");
    }
  }
}
