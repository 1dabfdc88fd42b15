package org.heed.replies;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.jspecify.annotations.Nullable;

/**
 * One end of a message, as the gateway's log has it: {@code +1202...}, {@code whatsapp:+1202...}.
 */
final class Address {
  private static final int LONGEST = 320;
  private static final Pattern CHANNEL = Pattern.compile("([\\p{Alpha}_-]+):(.*)");
  private static final Set<String> OF_PHONES = Set.of("rcs", "whatsapp", "sms", "mms", "tel");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");

  private Address() {}

  /** The phone it belongs to; null: it does not tell. */
  static @Nullable PhoneNumber phone(@Nullable String address, PhoneNumbers numbers) {
    String text = plain(address);
    Matcher channel = CHANNEL.matcher(text);
    boolean ofPhones = true;
    if (channel.matches()) {
      ofPhones = OF_PHONES.contains(channel.group(1).toLowerCase(Locale.ROOT));
      text = channel.group(2).strip();
    }
    if (isNumber(text)) {
      return new PhoneNumber(text);
    }
    if (text.isEmpty() || text.length() > 40 || !(ofPhones || text.startsWith("+"))) {
      return null;
    }
    PhoneNumber number = numbers.read(text).number();
    return number == null && text.matches("\\d{8,15}") ? numbers.read("+" + text).number() : number;
  }

  /** As it can be kept: E.164 where it is a plain number. */
  static String kept(@Nullable String address, PhoneNumbers numbers) {
    String text = plain(address);
    PhoneNumber number = text.startsWith("+") ? phone(text, numbers) : null;
    return number != null ? number.e164() : text.substring(0, Math.min(text.length(), LONGEST));
  }

  static boolean isNumber(String text) {
    return text.matches("\\+[1-9]\\d{5,14}");
  }

  private static String plain(@Nullable String address) {
    return address == null ? "" : UNSEEN.matcher(address).replaceAll("").strip();
  }
}
