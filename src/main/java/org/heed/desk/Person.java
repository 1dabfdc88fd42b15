package org.heed.desk;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Somebody the institution texts; everything but the id may be unknown. */
public record Person(
    long id,
    @Nullable String studentId,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String email) {

  /** {@code Maria Lopez (S2)}, as far as there is any of it. */
  public String name() {
    String name = fullName();
    return studentId == null || name.isEmpty() ? title() : name + " (" + studentId + ")";
  }

  private String fullName() {
    return Stream.of(firstName, lastName)
        .filter(part -> part != null && !part.isBlank())
        .collect(Collectors.joining(" "));
  }

  /** As staff know them: name and student id, as far as there are any. */
  public String title() {
    String name = fullName();
    String id = studentId == null ? "" : Phrases.of("person.student", studentId);
    return name.isEmpty() && id.isEmpty()
        ? Phrases.of("person.known.by.phone")
        : Stream.of(name, id).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }
}
