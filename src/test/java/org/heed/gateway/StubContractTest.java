package org.heed.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract as Twilio documents it. */
@NullUnmarked
class StubContractTest extends GatewayContract {
  private final StubTwilio twilio = new StubTwilio(NOW);

  @Override
  URI baseUrl() {
    return twilio.server.baseUrl();
  }

  @Override
  void reply(PhoneNumber phone, PhoneNumber sender, String body) {
    twilio.add("inbound", phone.e164(), sender.e164(), body, "received");
  }

  @Override
  void block(PhoneNumber sender, PhoneNumber phone) {
    twilio.blocked.add(sender.e164() + phone.e164());
  }

  @AfterEach
  void stop() {
    twilio.server.close();
  }

  @Test
  void every_page_is_asked_of_our_server_by_the_path_it_gave() {
    for (int i = 0; i < 1001; i++) {
      reply(PAT, ADVISING, "reply");
    }
    LogPage first = gateway().log(ADVISING, null);
    gateway().log(ADVISING, first.next());
    assertThat(twilio.server.requests())
        .extracting(RawServer.Request::target)
        .containsExactly(
            "/2010-04-01/Accounts/AC1/Messages.json?PageSize=1000&To=%2B12025550100",
            "/2010-04-01/Accounts/AC1/Messages.json?To=%2B12025550100&PageSize=1000&Page=1"
                + "&PageToken=PA"
                + first.entries().get(999).sid());
  }
}
