package org.heed.pause;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.queue.HeldMessages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is paused now, and how staff end a pause (R9). */
@Component
public class Pauses {
  private final PauseTable table;
  private final TallyTable counts;
  private final HeldMessages messages;
  private final PhoneNumbers numbers;

  Pauses(PauseTable table, TallyTable counts, HeldMessages messages, PhoneNumbers numbers) {
    this.table = table;
    this.counts = counts;
    this.messages = messages;
    this.numbers = numbers;
  }

  /** Everything that is paused, oldest first. */
  public List<Paused> active() {
    return table.active().stream().map(one -> one.withHeld(messages.count(one.subject()))).toList();
  }

  /**
   * Ends a pause: what it held is queued for the next night, and what comes from now on is counted
   * anew. A run that is on its way keeps the pause to its end.
   *
   * @param name a campaign's, or a sender's name or number in any spelling
   * @param by who says so, at most 200 characters
   * @param reason why, at most 1,000 characters
   * @return the pause that has ended, and how many messages it held
   * @throws ConfigurationProblem when nothing of that name is paused
   */
  public Paused resume(String name, String by, String reason) {
    Paused paused = find(name);
    Paused ended = paused.withHeld(messages.count(paused.subject()));
    table.resume(paused, counts.highest(), by, reason);
    // What a crash leaves, or a run holds that began before, the next run queues again.
    messages.release(paused.subject());
    hold();
    return ended;
  }

  /** Holds what is paused. */
  public void hold() {
    table.active().forEach(one -> messages.hold(one.subject(), one.error()));
  }

  private Paused find(String name) {
    List<Paused> active = table.active();
    String typed = name.strip();
    List<Paused> found = active.stream().filter(one -> one.name().equals(typed)).toList();
    if (found.isEmpty()) {
      PhoneNumber number = numbers.read(typed).number();
      found = active.stream().filter(one -> isMeant(one, typed, number)).toList();
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      throw new ConfigurationProblem(
          "found "
              + typed
              + ", expected what is paused: "
              + (active.isEmpty() ? "nothing is" : names(active)));
    }
    throw new ConfigurationProblem(
        "found "
            + typed
            + ", which is "
            + names(found)
            + "; resume a sender by its number first, then a campaign by its name");
  }

  private static boolean isMeant(Paused one, String typed, @Nullable PhoneNumber number) {
    String plain = one.name().toLowerCase(Locale.ROOT);
    String low = typed.toLowerCase(Locale.ROOT);
    return one.sender() == null
        ? low.equals(plain) || low.equals(plain + ".csv")
        : low.equals(plain) || one.sender().equals(number);
  }

  private static String names(List<Paused> all) {
    return all.stream().map(Paused::what).collect(Collectors.joining(", "));
  }
}
