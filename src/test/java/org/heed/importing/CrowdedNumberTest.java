package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One number for very many people: a dummy. */
@NullUnmarked
class CrowdedNumberTest {
  private static final String TOLD = "(312) 555-0199 is listed for 1,200 people";

  @ParameterizedTest
  @EnumSource
  void a_number_listed_for_very_many_people_is_told_in_the_receipt(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    world.drop("people.csv", rows("student_id,mobile_phone", 1200, i -> "S" + i + ",3125550199"));
    assertThat(world.run().lines()).singleElement().asString().contains(TOLD);
    assertThat(world.content("done", "people.csv.receipt.txt")).contains(TOLD);
    world.drop(
        "fall.csv",
        rows(
            "student_id,phone,from,message",
            1100,
            i -> "T" + i + ",3125550" + (i % 10 < 9 ? 188 : 100 + i % 90) + ",Advising,Hi " + i));
    assertThat(world.run().lines())
        .singleElement()
        .asString()
        .contains("(312) 555-0188 is listed for 990 people");
    world.drop("again.csv", rows("student_id,mobile_phone", 1200, i -> "S" + i + ",3125550199"));
    assertThat(world.run().lines()).singleElement().asString().contains(TOLD);
  }

  @ParameterizedTest
  @EnumSource
  void a_household_or_many_texts_to_one_person_are_no_crowd(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    world.drop("people.csv", rows("student_id,mobile_phone", 99, i -> "S" + i + ",3125550199"));
    world.drop("fall.csv", rows("phone,from,message", 300, i -> "3125550188,Advising,Hello " + i));
    assertThat(world.run().lines()).hasSize(2).noneMatch(line -> line.contains("is listed for"));
  }

  private static String[] rows(
      String header, int count, java.util.function.IntFunction<String> row) {
    return Stream.concat(Stream.of(header), IntStream.range(0, count).mapToObj(row))
        .toArray(String[]::new);
  }
}
