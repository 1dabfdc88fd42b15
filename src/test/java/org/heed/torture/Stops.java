package org.heed.torture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Who says STOP to which sender, and when: some before the first text, most meanwhile. */
final class Stops {
  private record Stop(int afterTexts, String phone, Sender sender) {}

  private final Deque<Stop> waiting = new ArrayDeque<>();
  private final Set<Person> people = new HashSet<>();
  private final SandboxProcess sandbox;
  private int texts;

  Stops(Campaign campaign, Random random, SandboxProcess sandbox) {
    this.sandbox = sandbox;
    int most = Math.max(3, campaign.people().size() / 10);
    int every = Math.max(1, campaign.messages().size() / most);
    for (int i = 0; i < most; i++) {
      // A message of the second half, so that the sender has yet to find out.
      int half = campaign.messages().size() / 2;
      Message message = campaign.messages().get(half + random.nextInt(half));
      if (people.add(message.person())) {
        String phone =
            message.phone().isEmpty() ? message.person().phones().get(0) : message.phone();
        waiting.add(new Stop(i < most / 3 ? 0 : i * every * 3 / 4, phone, message.sender()));
      }
    }
    say();
  }

  /** About how many messages will go by email. */
  long emails(Campaign campaign) {
    return campaign.messages().stream()
        .map(Message::person)
        .filter(person -> person.hasEmail() && people.contains(person))
        .count();
  }

  /** One more text was asked for. */
  synchronized void texted() {
    texts++;
    say();
  }

  private synchronized void say() {
    while (!waiting.isEmpty() && waiting.peek().afterTexts() <= texts) {
      Stop stop = waiting.remove();
      sandbox.reply(stop.phone(), stop.sender().number(), "STOP");
    }
  }
}
