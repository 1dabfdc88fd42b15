package org.heed.people;

import org.jspecify.annotations.Nullable;

/**
 * Who lists a number, as far as it tells whom a row with the number alone is for.
 *
 * @param student one with a student id; null: nobody has one
 * @param several whether more than one with a student id lists it
 * @param nameless one known by the number only, and no student has had the number since
 * @param nobody the one who stands for the number itself: no id, no name, no address
 */
public record Whose(
    @Nullable Long student, boolean several, @Nullable Long nameless, @Nullable Long nobody) {

  /** What one person who lists the number tells. */
  public static Whose of(People.Person person) {
    return person.studentId() == null
        ? new Whose(null, false, person.id(), person.isNobody() ? person.id() : null)
        : new Whose(person.id(), false, null, null);
  }

  /**
   * The person a row is for: the one student, or who is known by the number only; where several
   * students share it, or had it since, nobody in particular.
   *
   * @return null: nobody stands for the number yet
   */
  public @Nullable Long person() {
    Long one = student == null ? nameless : student;
    return several || one == null ? nobody : one;
  }

  /** What both tell. */
  public Whose and(Whose other) {
    return new Whose(
        either(student, other.student),
        several
            || other.several
            || (student != null && other.student != null && !student.equals(other.student)),
        either(nameless, other.nameless),
        either(nobody, other.nobody));
  }

  private static @Nullable Long either(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : one;
  }
}
