package org.heed.night;

import org.heed.email.Letters;
import org.heed.mail.PostOffice;
import org.heed.queue.EmailQueue;
import org.heed.settings.GatewaySettings;
import org.springframework.stereotype.Component;

/** What has to be set before a night begins: it is better known before the first text. */
@Component
class SendingSettings {
  private final GatewaySettings gateway;
  private final Letters letters;
  private final EmailQueue emails;
  private final PostOffice office;

  SendingSettings(GatewaySettings gateway, Letters letters, EmailQueue emails, PostOffice office) {
    this.gateway = gateway;
    this.letters = letters;
    this.emails = emails;
    this.office = office;
  }

  void check() {
    gateway.check();
    letters.check();
  }

  /** Of mail only where something goes by it. */
  void checkMail() {
    if (!emails.isEmpty()) {
      office.open().close();
    }
  }
}
