package org.heed.gateway;

import java.net.URI;
import java.nio.file.Path;
import org.heed.TestClock;
import org.heed.address.PhoneNumber;
import org.heed.sandbox.SandboxGateway;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox keeps the contract, so that what works on it works on Twilio. */
@NullUnmarked
class SandboxContractTest extends GatewayContract {
  @TempDir Path folder;
  private SandboxGateway sandbox;

  @BeforeEach
  void start() {
    sandbox = new SandboxGateway(0, folder, new TestClock(NOW));
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Override
  URI baseUrl() {
    return sandbox.baseUrl();
  }

  @Override
  void reply(PhoneNumber phone, PhoneNumber sender, String body) {
    sandbox.reply(phone.e164(), sender.e164(), body);
  }

  @Override
  void block(PhoneNumber sender, PhoneNumber phone) {
    sandbox.reply(phone.e164(), sender.e164(), "Stop");
  }
}
