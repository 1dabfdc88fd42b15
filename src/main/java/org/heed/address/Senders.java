package org.heed.address;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The institution's senders, found by number in any spelling or by name in any case. */
public final class Senders {
  /**
   * One entry of {@code heed.senders}, as typed.
   *
   * @param number in any spelling
   * @param name what people call it; null: its number as people write it
   * @param messagesPerSecond above 0; null: no limit of its own
   * @param mail who reads what people reply to it; null: staff
   */
  public record Entry(
      String number,
      @Nullable String name,
      @Nullable Double messagesPerSecond,
      @Nullable String mail) {}

  private final Map<PhoneNumber, Sender> byNumber = new LinkedHashMap<>();
  private final Map<String, Sender> byName = new LinkedHashMap<>();
  private final PhoneNumbers numbers;

  /**
   * @throws ConfigurationProblem for an impossible number, a name or number given twice
   */
  public Senders(List<Entry> entries, PhoneNumbers numbers) {
    this.numbers = numbers;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      String property = "heed.senders[" + i + "]";
      PhoneNumbers.Reading reading = read(entry.number(), numbers);
      PhoneNumber number = reading.number();
      if (number == null) {
        throw new ConfigurationProblem(
            property
                + ".number: "
                + reading.problem()
                + "; expected a number such as +12025550100");
      }
      Double rate = entry.messagesPerSecond();
      if (rate != null && !(rate > 0)) {
        throw new ConfigurationProblem(
            property + ".messages-per-second: found " + rate + ", expected a number above 0");
      }
      String name =
          entry.name() == null || entry.name().isBlank() ? numbers.national(number) : entry.name();
      Sender sender = new Sender(number, name.strip(), rate, entry.mail());
      if (byNumber.putIfAbsent(number, sender) != null) {
        throw new ConfigurationProblem(property + ".number: the same number stands there twice");
      }
      if (byName.putIfAbsent(key(name), sender) != null) {
        throw new ConfigurationProblem(
            property + ".name: the name " + name + " stands there twice");
      }
    }
  }

  /** The sender a campaign's {@code from} means; empty: unknown. */
  public Optional<Sender> find(String text) {
    Sender named = byName.get(key(text));
    if (named != null) {
      return Optional.of(named);
    }
    PhoneNumber number = numbers.read(text).number();
    return number == null ? Optional.empty() : Optional.ofNullable(byNumber.get(number));
  }

  /** The sender of this number; empty: none of ours (any more). */
  public Optional<Sender> of(PhoneNumber number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /** Whether this text is exactly one of their numbers in E.164; any text may be asked about. */
  public boolean isOne(String text) {
    return PhoneNumber.isE164(text) && byNumber.containsKey(new PhoneNumber(text));
  }

  /** What people call it, if it is one of them; else the text itself. */
  public String nameOf(String text) {
    return isOne(text) ? of(new PhoneNumber(text)).map(Sender::name).orElse(text) : text;
  }

  /** All of them, as configured. */
  public List<Sender> all() {
    return new ArrayList<>(byNumber.values());
  }

  /** YAML takes the plus sign of an unquoted number away. */
  private static PhoneNumbers.Reading read(String text, PhoneNumbers numbers) {
    PhoneNumbers.Reading reading = numbers.read(text);
    return reading.number() == null && text.strip().matches("\\d{8,15}")
        ? numbers.read("+" + text.strip())
        : reading;
  }

  private static String key(String name) {
    String composed = Normalizer.normalize(Marks.without(name), Normalizer.Form.NFC);
    return composed.strip().toLowerCase(Locale.ROOT);
  }
}
