package org.heed.campaign;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.jspecify.annotations.Nullable;

/** Who the rows of one group are for; a person or a phone not known yet is added. */
final class Recipients {
  // After the phones of a people file.
  private static final int POSITION = 100;

  private final People people;
  private final Map<String, People.Person> byStudent;
  private final Map<PhoneNumber, List<People.Person>> byPhone;
  private final List<People.Person> added = new ArrayList<>();
  private final List<People.Listing> listed = new ArrayList<>();
  private final Set<PhoneNumber> phones = new HashSet<>();
  private long nextId;

  Recipients(
      People people, Collection<String> students, Collection<PhoneNumber> numbers, long nextId) {
    this.people = people;
    this.byStudent = new HashMap<>(people.byStudentId(students));
    this.byPhone = new HashMap<>(people.byPhone(numbers));
    this.nextId = nextId;
  }

  /** The person a row means; one with id 0 is not known yet; null: unknown, nothing to reach. */
  People.@Nullable Person find(
      String student, @Nullable PhoneNumber phone, String email, String first, String last) {
    People.Person known = byStudent.get(student);
    if (known != null) {
      return known;
    }
    if (student.isEmpty() && phone != null && byPhone.containsKey(phone)) {
      return byPhone.get(phone).get(0);
    }
    return phone == null && email.isEmpty()
        ? null
        : new People.Person(
            0, Cells.orNull(student), Cells.orNull(first), Cells.orNull(last), Cells.orNull(email));
  }

  /** Adds what is not known yet of a row that is taken; the person's id. */
  long keep(People.Person person, @Nullable PhoneNumber phone) {
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
      long id = kept.id();
      List<People.Person> listers = byPhone.computeIfAbsent(phone, key -> new ArrayList<>());
      if (listers.stream().noneMatch(lister -> lister.id() == id)) {
        listers.add(kept);
        listed.add(new People.Listing(id, phone, PhoneType.Mobile, POSITION));
        phones.add(phone);
      }
    }
    return kept.id();
  }

  void write(OffsetDateTime now) {
    people.addPhones(phones);
    people.add(added, now);
    people.list(listed, now);
  }

  long nextId() {
    return nextId;
  }
}
