package org.heed;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.heed.Town.Person;
import org.jspecify.annotations.NullUnmarked;

/** Rows of campaign files, good and bad; the first is good. */
@NullUnmarked
public final class RandomCampaigns {
  public static final String HEADER = "student_id,phone,email,from,message,send_after";

  private RandomCampaigns() {}

  /** 1 to 20 rows for these people. */
  public static List<String> rows(Random random, List<Person> people) {
    List<String> rows = new ArrayList<>();
    int count = 1 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      Person person = people.get(random.nextInt(people.size()));
      String from = random.nextBoolean() ? "Advising" : "Bursar";
      String text = "No " + random.nextInt(1_000_000);
      rows.add(
          switch (i == 0 ? 11 : random.nextInt(12)) {
            case 0 -> person.id() + ",,," + from + ",,";
            case 1 -> person.id() + ",,,Nobody," + text + ",";
            case 2 -> "S99999,,," + from + "," + text + ",";
            case 3 -> ",12,," + from + "," + text + ",";
            case 4 -> person.id() + ",,," + from + ",Dear {{nickname}},";
            case 5 -> rows.isEmpty() ? person.id() + ",,," + from + "," + text + "," : rows.get(0);
            case 6 -> "," + person.home() + ",," + from + "," + text + ",";
            case 7 ->
                ",+1500555000" + (random.nextBoolean() ? 1 : 9) + ",," + from + "," + text + ",";
            case 8 -> person.id() + ",,," + from + "," + text + ",2030-01-01";
            default -> person.id() + ",,," + from + "," + text + ",";
          });
    }
    return rows;
  }
}
