package org.heed.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;

/** Random rows of campaign files, good and bad, for the people of one history. */
@NullUnmarked
final class HistoryRows {
  static final List<String> HEADER =
      List.of("student_id", "phone", "email", "from", "message", "campus");
  private static final int PEOPLE = 6;

  /**
   * A row as its writer meant it and as it was typed.
   *
   * @param wrong the same as {@code right} where there is no mistake in it
   */
  record Line(List<String> right, List<String> wrong) {}

  private final Random random;
  private final int history;

  HistoryRows(Random random, int history) {
    this.random = random;
    this.history = history;
  }

  /** The people file: the last two share their home phone, the first has no address. */
  List<String> people() {
    List<String> lines = new ArrayList<>(List.of("student_id,email,mobile_phone,home_phone"));
    for (int i = 0; i < PEOPLE; i++) {
      lines.add(
          String.join(
              ",",
              student(i),
              i == 0 ? "" : email(i),
              i == PEOPLE - 1 ? "" : mobile(i),
              i >= PEOPLE - 2 ? shared() : ""));
    }
    return lines;
  }

  String student(int person) {
    return "H%dP%d".formatted(history, person);
  }

  private String email(int person) {
    return "h%dp%d@example.edu".formatted(history, person);
  }

  /** Of people known and not known yet. */
  String mobile(int person) {
    return "+1312%03d%04d".formatted(200 + history / 100, history % 100 * 100 + person);
  }

  /** The phone that two people list. */
  String shared() {
    return mobile(90);
  }

  /** Whose phone this is: one letter for each of them. */
  String holders(String phone) {
    return phone.equals(shared()) ? student(PEOPLE - 2) + " " + student(PEOPLE - 1) : phone;
  }

  List<Line> lines(int count) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(line());
    }
    return lines;
  }

  Line line() {
    List<String> right = new ArrayList<>(recipient());
    right.add(random.nextBoolean() ? "Advising" : "Bursar");
    right.add(words(random.nextInt(3)));
    right.add(random.nextInt(4) == 0 ? "north" : "");
    List<String> wrong = new ArrayList<>(right);
    switch (random.nextInt(12)) {
      case 0 -> wrong.set(1, "12");
      case 1 -> wrong.set(3, "Nobody");
      case 2 -> wrong.set(4, "Dear {{nickname}}, " + right.get(4));
      case 3 -> {
        wrong.set(0, "Z" + random.nextInt(9));
        wrong.set(1, "");
        wrong.set(2, "");
      }
      case 4 -> wrong.set(2, "pat at example.edu");
      default -> {}
    }
    return new Line(right, wrong);
  }

  private String words(int which) {
    return switch (which) {
      case 0 -> "Come at 3, room 2; h" + history;
      case 1 -> "Café “Zoë”: open h" + history;
      default -> "Please pay\nby noon h" + history;
    };
  }

  /** Student, phone and address of somebody, known or not. */
  private List<String> recipient() {
    int known = random.nextInt(PEOPLE);
    int other = PEOPLE + random.nextInt(3);
    int alone = PEOPLE + 3 + random.nextInt(3);
    return switch (random.nextInt(10)) {
      case 0 -> List.of("", mobile(random.nextInt(PEOPLE - 1)), "");
      case 1 -> List.of("", shared(), "");
      case 2 -> List.of(student(PEOPLE - 1 - random.nextInt(2)), shared(), "");
      case 3 -> List.of(student(other), mobile(other), email(other));
      case 4 -> List.of(student(other + 20), "", email(other + 20));
      case 5 -> List.of("", mobile(alone), random.nextBoolean() ? email(alone) : "");
      case 6 -> List.of(student(known), known == PEOPLE - 1 ? "" : mobile(known), "");
      default -> List.of(student(known), "", "");
    };
  }
}
