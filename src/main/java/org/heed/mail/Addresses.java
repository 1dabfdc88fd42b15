package org.heed.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.heed.address.ConfigurationProblem;

/** Reads addresses: no group, nothing that could become a header of its own. */
public final class Addresses {
  private static final Pattern BETWEEN = Pattern.compile("[,;\\s]+");

  private Addresses() {}

  /**
   * Addresses without names, each once in whatever case, as typed: apart by commas, semicolons or
   * spaces.
   *
   * @throws AddressException naming the first that is none
   */
  public static List<String> plain(String text) throws AddressException {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (String typed : BETWEEN.split(text, -1)) {
      if (!typed.isEmpty()) {
        if (!one(typed).getAddress().equals(typed)) {
          throw new AddressException("not an address alone", typed);
        }
        addresses.putIfAbsent(typed.toLowerCase(Locale.ROOT), typed);
      }
    }
    return List.copyOf(addresses.values());
  }

  /**
   * The addresses a job's parameter names.
   *
   * @throws ConfigurationProblem naming the parameter, when one is none
   */
  public static List<String> parameter(String name, Map<String, String> parameters) {
    String typed = parameters.getOrDefault(name, "");
    try {
      return plain(typed);
    } catch (AddressException e) {
      throw new ConfigurationProblem(
          name + ": found " + typed + ", expected addresses such as advising@example.edu");
    }
  }

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
