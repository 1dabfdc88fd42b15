package org.heed.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.heed.importing.ImportWorld;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked
class LanesTest {

  @Test
  void the_lowest_names_what_is_joined_in_any_order() {
    Joined joined = new Joined();
    joined.join(9, 7);
    joined.join(5, 4);
    joined.join(7, 8);
    assertThat(joined.lowest(9)).isEqualTo(7);
    joined.join(8, 5);
    for (long id : new long[] {4, 5, 7, 8, 9}) {
      assertThat(joined.lowest(id)).isEqualTo(4);
    }
    assertThat(joined.lowest(6)).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  void O2_people_who_share_a_number_through_others_are_one_lane_while_they_share_it(
      TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .drop(
                "people.csv",
                "student_id,mobile_phone,home_phone",
                "S1,3125550101,3125550102",
                "S2,3125550103,3125550102",
                "S3,3125550104,3125550103",
                "S4,3125550105,",
                "S5,3125550106,");
    world.run();
    assertThat(lanes(world)).isEqualTo("{1=1, 2=1, 3=1, 4=4, 5=5}");
    world.drop(
        "fall.csv",
        "student_id,phone,from,message",
        "S5,3125550105,Advising,Hello",
        "S6,3125550107,Advising,Hello",
        "S7,3125550107,Advising,Hallo",
        "S4,3125550104,Advising,Hi");
    assertThat(world.run().summary()).containsEntry("queued", 4L);
    assertThat(lanes(world)).isEqualTo("{1=1, 2=1, 3=1, 4=1, 5=1, 6=6, 7=6}");
    world.drop("people.csv", "student_id,mobile_phone", "S2,3125550103", "S4,3125550105").run();
    assertThat(lanes(world)).isEqualTo("{1=1, 2=2, 3=2, 4=4, 5=4, 6=6, 7=6}");
  }

  @ParameterizedTest
  @EnumSource
  void O2_lanes_are_what_the_listings_come_to_after_any_files(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    Random random = new Random(5550110);
    for (int round = 0; round < 14; round++) {
      boolean people = random.nextInt(3) == 0;
      List<String> lines =
          new ArrayList<>(
              List.of(
                  people ? "student_id,mobile_phone,home_phone" : "student_id,phone,from,message"));
      for (int row = 0; row < 12; row++) {
        int student = random.nextInt(60);
        String number = "31255501" + (10 + random.nextInt(60));
        lines.add(
            people
                ? "S%d,%s,31255501%d".formatted(student, number, 10 + random.nextInt(60))
                : "%s,%s,Advising,Hello %d %d"
                    .formatted(row % 4 == 0 ? "" : "S" + student, number, round, row));
      }
      world.drop("file" + round + ".csv", lines.toArray(String[]::new));
      assertThat(world.run().problem()).isNull();
      Map<Long, Long> wanted = components(world);
      Map<Long, Long> drawn = drawn(world);
      if (people) {
        assertThat(drawn).isEqualTo(wanted);
      } else {
        // Coarser is safe; the next people file draws them anew.
        wanted.forEach(
            (person, component) -> assertThat(drawn.get(person)).isEqualTo(drawn.get(component)));
      }
    }
  }

  private static String lanes(ImportWorld world) {
    Map<Integer, Integer> lanes = new TreeMap<>();
    world.heed.jdbc.query(
        """
        select p.student_id, l.student_id from person p join person l on l.id = p.lane
        """,
        (org.springframework.jdbc.core.RowCallbackHandler)
            row ->
                lanes.put(
                    Integer.valueOf(row.getString(1).substring(1)),
                    Integer.valueOf(row.getString(2).substring(1))));
    return lanes.toString();
  }

  private static Map<Long, Long> drawn(ImportWorld world) {
    Map<Long, Long> drawn = new HashMap<>();
    world.heed.jdbc.query(
        "select id, lane from person",
        (org.springframework.jdbc.core.RowCallbackHandler)
            row -> drawn.put(row.getLong(1), row.getLong(2)));
    return drawn;
  }

  /** By brute force: each person takes the lowest name among those it shares a number with. */
  private static Map<Long, Long> components(ImportWorld world) {
    Map<Long, Long> lowest = new HashMap<>();
    drawn(world).keySet().forEach(person -> lowest.put(person, person));
    List<long[]> shared =
        world.heed.jdbc.query(
            "select a.person_id, b.person_id from listing a join listing b on b.number = a.number",
            (row, n) -> new long[] {row.getLong(1), row.getLong(2)});
    for (boolean changed = true; changed; ) {
      changed = false;
      for (long[] pair : shared) {
        if (lowest.get(pair[1]) < lowest.get(pair[0])) {
          lowest.put(pair[0], lowest.get(pair[1]));
          changed = true;
        }
      }
    }
    return lowest;
  }
}
