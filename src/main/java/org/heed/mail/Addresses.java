package org.heed.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;

/** Reads one address: no list, no group, nothing that could become a header of its own. */
final class Addresses {
  private Addresses() {}

  /**
   * @throws AddressException for anything but one address
   */
  static InternetAddress one(String text) throws AddressException {
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw new AddressException("a control character");
    }
    InternetAddress address = new InternetAddress(text.strip(), true);
    address.validate();
    String plain = address.getAddress();
    if (address.isGroup() || plain.indexOf('@') < 1) {
      throw new AddressException("not one address");
    }
    String name = address.getPersonal();
    if (name != null) {
      try {
        // As parsed, a name is written as it came, and a server may take no byte above 127.
        address.setPersonal(name, StandardCharsets.UTF_8.name());
      } catch (UnsupportedEncodingException e) {
        throw new IllegalStateException(e);
      }
    }
    return address;
  }
}
