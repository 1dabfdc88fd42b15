package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.heed.preview.Preview;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a row with only a phone is for, and where its email goes, after what happened before. */
@NullUnmarked
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RowsByPhoneTest {
  private static final String PHONE = "+13125550101";
  private static final String WHO =
      """
      select coalesce(p.student_id, 'nobody') || ' ' || coalesce(m.email, p.email, '-')
      from message m join person p on p.id = m.person_id join campaign c on c.id = m.campaign_id
      where c.name = ? order by m.line
      """;

  @Parameter TestDatabase database;

  /**
   * What happened, step by step, and what it makes of the last step's rows.
   *
   * @param steps {@code +A +B} lists the phone for students, {@code -A} takes it off again; else
   *     rows: {@code A} of a student, {@code .} with the phone only, {@code .x} with an address
   * @param rows of the last step: whose each is and where its email goes
   * @param nameless how many list the phone without an id
   */
  record Case(String what, List<String> steps, List<String> rows, int nameless) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        a("an address of before counts", ".x|. .y", "nobody x@e.edu|nobody y@e.edu", 1),
        a("one student", "+A|. .y", "A A@e.edu|A y@e.edu", 0),
        a("one student and one nameless", ".x|+A|. .y", "A A@e.edu|A y@e.edu", 1),
        a("several students", "+A +B|. .y .", "nobody -|nobody y@e.edu|nobody -", 1),
        a("several and one nameless", ".x|+A +B|. .y .", "nobody -|nobody y@e.edu|nobody -", 2),
        a("several were there before", "+A +B|-A -B|.x .", "nobody x@e.edu|nobody x@e.edu", 1),
        a("several have been there since", ".x|+A +B|-A -B|.y .", "nobody y@e.edu|nobody -", 2),
        a("they got a text meanwhile", ".x|+A +B|.|-A -B|. .y", "nobody -|nobody y@e.edu", 2),
        a("one has been there since", ".x|+A|-A|.y .", "nobody y@e.edu|nobody -", 2),
        a("one was there before", "+A|-A|.x|. .y", "nobody x@e.edu|nobody y@e.edu", 1),
        a("one of two has left", "+A +B|.|-B|. .y", "A A@e.edu|A y@e.edu", 1),
        a("rows share it", "A . B . .", "A A@e.edu|A A@e.edu|B B@e.edu|nobody -|nobody -", 1),
        a("who has nothing stands for it", ".|A B .", "A A@e.edu|B B@e.edu|nobody -", 1),
        a("one stands for it already", "+A +B|.|-B|A B .", "A A@e.edu|B B@e.edu|nobody -", 1),
        a("over one with an address", ".x|A B . .", "A A@e.edu|B B@e.edu|nobody -|nobody -", 2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_row_is_for_whom_it_can_be_told_to_be_for(Case one) {
    ImportWorld world = ImportWorld.on(database);
    String last = "";
    for (String step : one.steps()) {
      world.heed.clock.advance(Duration.ofMinutes(5));
      last = "step" + world.heed.clock.instant().getEpochSecond() + ".csv";
      world.drop(last, file(step, last));
      if (step.equals(one.steps().get(one.steps().size() - 1))) {
        assertThat(previewed(world, last)).as("previewed").isEqualTo(one.rows());
      }
      assertThat(world.run().summary()).containsEntry("rejected", 0L);
    }
    assertThat(
            world.heed.jdbc.queryForList(WHO, String.class, last.substring(0, last.length() - 4)))
        .isEqualTo(one.rows());
    assertThat(world.heed.count("person where student_id is null")).isEqualTo(one.nameless());
  }

  private static String[] file(String step, String name) {
    boolean people = step.startsWith("+") || step.startsWith("-");
    Stream<String> rows =
        Stream.of(step.split(" ", -1))
            .map(
                word ->
                    switch (word.charAt(0)) {
                      case '+' -> word.charAt(1) + "," + word.charAt(1) + "@e.edu," + PHONE;
                      case '-' -> word.charAt(1) + "," + word.charAt(1) + "@e.edu,";
                      case '.' -> "," + (word.length() > 1 ? word.charAt(1) + "@e.edu" : "") + ",";
                      default -> word + "," + word + "@e.edu,";
                    });
    List<String> lines = new ArrayList<>();
    lines.add("student_id,email," + (people ? "mobile_phone" : "phone,from,message"));
    rows.forEach(
        row ->
            lines.add(
                people ? row : row + PHONE + ",Advising,Text " + lines.size() + " of " + name));
    return lines.toArray(String[]::new);
  }

  private static List<String> previewed(ImportWorld world, String name) {
    Path file = world.home.resolve("inbox").resolve(name);
    List<String> rows = new ArrayList<>();
    world
        .heed
        .bean(Preview.class)
        .of(
            file,
            world.heed.clock.instant(),
            0,
            row ->
                rows.add(
                    Objects.requireNonNullElse(row.studentId(), "nobody")
                        + " "
                        + Objects.requireNonNullElse(row.email(), "-")));
    return rows;
  }

  private static Case a(String what, String steps, String rows, int nameless) {
    return new Case(
        what, List.of(steps.split("\\|", -1)), List.of(rows.split("\\|", -1)), nameless);
  }
}
