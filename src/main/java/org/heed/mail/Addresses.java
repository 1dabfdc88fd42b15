package org.heed.mail;

import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.address.ConfigurationProblem;
import org.heed.address.EmailAddress;
import org.jspecify.annotations.Nullable;

/** Reads addresses where there may be several, or one with a name. */
public final class Addresses {
  private static final Pattern BETWEEN = Pattern.compile("[,;\\s\\p{Z}]+");
  private static final Pattern NAMED = Pattern.compile("\\s*\"?([^<\"]*?)\"?\\s*<[^<]*");

  private Addresses() {}

  /**
   * What was read.
   *
   * @param all the addresses, each once in whatever case; none, if one is wrong
   * @param problem what is wrong, for a person to read; null: nothing is
   */
  public record Reading(List<String> all, @Nullable String problem) {}

  /** Reads addresses apart by commas, semicolons or spaces, or one that has a name. */
  public static Reading read(String text) {
    if (text.isBlank()) {
      return new Reading(List.of(), null);
    }
    EmailAddress alone = EmailAddress.read(text).address();
    if (alone != null) {
      return new Reading(List.of(alone.toString()), null);
    }
    Map<String, String> addresses = new LinkedHashMap<>();
    for (String typed : BETWEEN.split(text, -1)) {
      if (!typed.isEmpty()) {
        EmailAddress.Reading reading = EmailAddress.read(typed);
        EmailAddress address = reading.address();
        if (address == null) {
          return new Reading(List.of(), typed + " is none: " + reading.problem());
        }
        addresses.putIfAbsent(address.key(), address.toString());
      }
    }
    return new Reading(List.copyOf(addresses.values()), null);
  }

  /**
   * The addresses a setting or a job's parameter names.
   *
   * @throws ConfigurationProblem naming it, when one is none
   */
  public static List<String> named(String name, String text) {
    Reading reading = read(text);
    if (reading.problem() != null) {
      throw new ConfigurationProblem(
          name
              + ": found "
              + text
              + ", expected addresses such as advising@example.edu; "
              + reading.problem());
    }
    return reading.all();
  }

  /** The same of a job's parameter, which may be missing. */
  public static List<String> parameter(String name, Map<String, String> parameters) {
    return named(name, parameters.getOrDefault(name, ""));
  }

  /**
   * Our own address, with a name or without.
   *
   * @throws ConfigurationProblem naming the property, for anything but one that everybody can
   *     answer
   */
  static InternetAddress ours(String property, String text) {
    EmailAddress.Reading reading = EmailAddress.read(text);
    EmailAddress address = reading.address();
    boolean controls = text.codePoints().anyMatch(Character::isISOControl);
    if (address == null || address.needsUtf8() || controls) {
      throw new ConfigurationProblem(
          property
              + ": found "
              + text.replaceAll("\\p{Cntrl}+", " ")
              + ", expected an address such as texts@example.edu; "
              + (address == null
                  ? reading.problem()
                  : controls
                      ? "a control character in it"
                      : "not every mail server takes " + address.foreignLetter()));
    }
    InternetAddress ours = new InternetAddress();
    ours.setAddress(address.wire());
    Matcher name = NAMED.matcher(text);
    if (name.matches() && !name.group(1).isEmpty()) {
      try {
        // A name is written encoded: a server may take no byte above 127.
        ours.setPersonal(name.group(1), StandardCharsets.UTF_8.name());
      } catch (UnsupportedEncodingException e) {
        throw new IllegalStateException(e);
      }
    }
    return ours;
  }
}
