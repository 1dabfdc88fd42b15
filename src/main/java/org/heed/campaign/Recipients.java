package org.heed.campaign;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.csv.Cells;
import org.heed.people.Listing;
import org.heed.people.People;
import org.heed.people.StudentIds;
import org.heed.people.Whose;
import org.jspecify.annotations.Nullable;

/** Who the rows of one group are for; a person or a phone not known yet is added. */
final class Recipients {
  // After the phones of a people file.
  private static final int POSITION = 100;

  private final People people;
  private final Collection<StudentIds.Written> students;
  private final Set<PhoneNumber> notTexted;
  private final Map<String, People.Person> byStudent;
  private final Map<PhoneNumber, Whose> whose;
  private final Map<Long, People.Person> listers;
  private final List<People.Person> added = new ArrayList<>();
  private final Map<Listing.Place, String> places = new LinkedHashMap<>();
  private long nextId;

  /**
   * @param students the rows' student ids
   * @param numbers the numbers of rows without a student id
   * @param notTexted the rows' numbers that get no text as things stand
   */
  Recipients(
      People people,
      Collection<StudentIds.Written> students,
      Collection<PhoneNumber> numbers,
      Set<PhoneNumber> notTexted,
      long nextId) {
    this.notTexted = notTexted;
    this.people = people;
    this.students = students;
    this.byStudent =
        new HashMap<>(people.byStudentId(students.stream().map(StudentIds.Written::id).toList()));
    this.nextId = nextId;
    this.whose = new HashMap<>(people.whose(numbers));
    this.listers =
        new HashMap<>(
            people.byId(
                whose.values().stream().map(Whose::person).filter(Objects::nonNull).toList()));
  }

  /** The students nobody is known by, before a row of the group was kept. */
  List<StudentIds.Written> unknown() {
    return students.stream().filter(student -> !byStudent.containsKey(student.id())).toList();
  }

  boolean isTexted(PhoneNumber phone) {
    return !notTexted.contains(phone);
  }

  /** The person a row means; one with id 0 is not known yet; null: unknown, nothing to reach. */
  People.@Nullable Person find(
      String student, @Nullable PhoneNumber phone, String email, String first, String last) {
    People.Person known = student.isEmpty() && phone != null ? of(phone) : byStudent.get(student);
    if (known != null) {
      return known;
    }
    return phone == null && email.isEmpty()
        ? null
        : new People.Person(
            0, Cells.orNull(student), Cells.orNull(first), Cells.orNull(last), Cells.orNull(email));
  }

  private People.@Nullable Person of(PhoneNumber phone) {
    Whose who = whose.get(phone);
    if (who == null) {
      return null;
    }
    Long id = who.person();
    // Who stands for the number has nothing else.
    return id == null
        ? People.Person.nobody()
        : listers.getOrDefault(id, People.Person.nobody().withId(id));
  }

  /**
   * Keeps what a row that is taken says of its person.
   *
   * @param by the file and line
   * @return the person's id
   */
  long keep(People.Person person, @Nullable PhoneNumber phone, String by) {
    People.Person kept = person;
    if (person.id() == 0) {
      kept =
          new People.Person(
              nextId++, person.studentId(), person.firstName(), person.lastName(), person.email());
      added.add(kept);
      String student = kept.studentId();
      if (student != null) {
        byStudent.put(student, kept);
      }
    }
    if (phone != null) {
      whose.merge(phone, Whose.of(kept), Whose::and);
      listers.put(kept.id(), kept);
      places.putIfAbsent(new Listing.Place(kept.id(), phone), by);
    }
    return kept.id();
  }

  /** Adds the people and lists the phones that are not there yet. */
  void write(OffsetDateTime now) {
    long firstAdded = added.isEmpty() ? nextId : added.get(0).id();
    Set<Listing.Place> missing = new HashSet<>(places.keySet());
    missing.removeAll(
        people.listed(
            places.keySet().stream().filter(place -> place.personId() < firstAdded).toList()));
    people.add(
        added,
        missing.stream()
            .map(
                place ->
                    new Listing(
                        place.personId(),
                        place.number(),
                        PhoneType.Mobile,
                        POSITION,
                        places.getOrDefault(place, "")))
            .toList(),
        now);
  }

  long nextId() {
    return nextId;
  }
}
