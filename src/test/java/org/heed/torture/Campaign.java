package org.heed.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is to be sent to whom: several messages a person, phones shared, some without email. */
final class Campaign {
  private static final Pattern NUMBER = Pattern.compile("\\bNo (\\d+) for ");
  private static final int MESSAGES_PER_PERSON = 5;

  /** Phones that the gateway takes no text to, for other reasons than an opt-out. */
  static final List<String> NOT_TEXTABLE = List.of("+15005550001", "+15005550009");

  private static final List<Sender> SENDERS = List.of(Sender.values());

  private final List<Person> people = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();

  Campaign(int size, Random random) {
    int count = Math.max(10, size / MESSAGES_PER_PERSON);
    for (int i = 0; i < count; i++) {
      people.add(person(i, random));
    }
    for (int number = 1; number <= size; number++) {
      Person person = people.get(random.nextInt(count));
      boolean named = person.phones().size() > 1 && random.nextInt(100) < 30;
      messages.add(
          new Message(
              number,
              person,
              named ? person.phones().get(1) : "",
              SENDERS.get(random.nextInt(SENDERS.size()))));
    }
  }

  private Person person(int i, Random random) {
    List<String> phones = new ArrayList<>();
    boolean shares = i > NOT_TEXTABLE.size() && random.nextInt(100) < 8;
    String mobile =
        i < NOT_TEXTABLE.size()
            ? NOT_TEXTABLE.get(i)
            : shares ? people.get(i - 1).phones().get(0) : phone(2 * i);
    phones.add(mobile);
    if (random.nextInt(100) < 25) {
      phones.add(phone(2 * i + 1));
    }
    String email = random.nextInt(100) < 75 ? "p" + i + "@example.edu" : "";
    return new Person("S" + i, "Pat" + i, email, phones);
  }

  private static String phone(int i) {
    return "+1312" + (2_000_000 + i);
  }

  List<Message> messages() {
    return messages;
  }

  List<Person> people() {
    return people;
  }

  /** The message whose words these are. */
  Message of(String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.find()) {
      throw new IllegalArgumentException("nothing of ours: " + text);
    }
    return messages.get(Integer.parseInt(number.group(1)) - 1);
  }

  /** Drops the files of people and messages. */
  void drop(Path inbox) throws IOException {
    Files.createDirectories(inbox);
    List<String> rows =
        new ArrayList<>(List.of("student_id,first_name,email,mobile_phone,home_phone"));
    for (Person person : people) {
      String second = person.phones().size() > 1 ? person.phones().get(1) : "";
      rows.add(
          String.join(
              ",", person.id(), person.name(), person.email(), person.phones().get(0), second));
    }
    Files.write(inbox.resolve("people.csv"), rows);
    rows = new ArrayList<>(List.of("student_id,phone,from,message"));
    for (Message message : messages) {
      rows.add(
          String.join(
              ",",
              message.person().id(),
              message.phone(),
              message.sender().number(),
              message.body()));
    }
    Files.write(inbox.resolve("torture.csv"), rows);
  }
}
