package org.heed.gateway;

import java.time.Clock;
import java.util.Objects;
import org.heed.sandbox.SandboxGateway;
import org.heed.settings.DeliverySettings;
import org.heed.settings.GatewaySettings;
import org.heed.storage.Folders;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

@Configuration(proxyBeanMethods = false)
@Import(InstallationMark.class)
class GatewayConfiguration {
  private static final String SANDBOX_ACCOUNT = "AC00000000000000000000000000000000";

  /** The gateway's double inside this process; made only when texts go to it. */
  @Bean(destroyMethod = "close")
  @Lazy
  SandboxGateway sandboxGateway(Folders folders, Clock clock) {
    return new SandboxGateway(0, folders.folder("sandbox"), clock);
  }

  @Bean(destroyMethod = "close")
  @Lazy
  @ConditionalOnMissingBean
  Gateway gateway(
      GatewaySettings properties,
      ObjectProvider<SandboxGateway> sandbox,
      GatewayClock clock,
      DeliverySettings delivery) {
    properties.check();
    GatewaySettings.Twilio twilio = properties.twilio();
    boolean real = properties.kind() == GatewaySettings.Kind.TWILIO;
    String account = real ? Objects.requireNonNull(twilio.accountSid()) : SANDBOX_ACCOUNT;
    String key = twilio.apiKey();
    String user = !real ? account : key == null || key.isBlank() ? account : key;
    String secret =
        !real
            ? "sandbox"
            : Objects.requireNonNull(
                key == null || key.isBlank() ? twilio.authToken() : twilio.apiSecret());
    OneCallClient http =
        new OneCallClient(
            properties.ownSandbox() ? sandbox.getObject().baseUrl() : properties.baseUrl(),
            delivery.concurrency() + 2);
    return new ClockedGateway(
        new TwilioGateway(http, user, secret, account, twilio.messagingServiceSid()),
        clock,
        delivery.backoff());
  }
}
