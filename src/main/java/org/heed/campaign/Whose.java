package org.heed.campaign;

import org.jspecify.annotations.Nullable;

/**
 * Who lists a number, as far as it tells whom a row with the number alone is for.
 *
 * @param student one with a student id; null: nobody has one
 * @param several whether more than one with a student id lists it
 * @param nameless one known by the number only
 * @param nobody the one who stands for the number itself: no id, no name, no address
 */
record Whose(
    @Nullable Long student, boolean several, @Nullable Long nameless, @Nullable Long nobody) {

  /**
   * The person a row is for: the one student, or who is known by the number only; where several
   * students share it, nobody in particular.
   *
   * @return null: nobody stands for the number yet
   */
  @Nullable Long person() {
    if (several) {
      return nobody;
    }
    return student == null ? nameless : student;
  }

  /** What both tell. */
  Whose and(@Nullable Whose other) {
    return other == null
        ? this
        : new Whose(
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
