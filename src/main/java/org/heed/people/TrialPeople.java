package org.heed.people;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.LongLongHashMap;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.csv.Cells;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The people there would be: what a campaign adds is kept here, packed, in the place of the
 * database. Only what a campaign does to people is here: it adds them and lists phones.
 */
public final class TrialPeople extends People {
  private static final int NONE = -1;

  /** Told of each phone that would be listed. */
  public interface Listed {
    void phone(long personId, long number);
  }

  private final long firstId = highestId() + 1;
  private final List<byte[]> people = new ArrayList<>();
  private final LongLongHashMap byStudent = new LongLongHashMap();
  // Of each number one who lists it with a student id, one without, one who stands for it, and
  // whether several have a student id.
  private final LongLongHashMap students = new LongLongHashMap();
  private final LongLongHashMap others = new LongLongHashMap();
  private final LongLongHashMap nobodies = new LongLongHashMap();
  private final LongHashSet shared = new LongHashSet();
  // A person's phones are a chain through the arrays: the last one, and of each the one before.
  private final LongIntHashMap last = new LongIntHashMap();
  private final LongArrayList persons = new LongArrayList();
  private final LongArrayList numbers = new LongArrayList();
  private final IntArrayList before = new IntArrayList();

  public TrialPeople(JdbcTemplate jdbc, Lanes lanes) {
    super(jdbc, lanes);
  }

  @Override
  public Map<String, Person> byStudentId(Collection<String> ids) {
    Map<String, Person> found = super.byStudentId(ids);
    for (String id : ids) {
      long added = byStudent.getOrDefault(Cells.hash(id), 0);
      if (added != 0) {
        found.putIfAbsent(id, person(added));
      }
    }
    return found;
  }

  @Override
  public Map<Long, Person> byId(Collection<Long> ids) {
    Map<Long, Person> found = super.byId(ids.stream().filter(id -> id < firstId).toList());
    ids.stream().filter(id -> id >= firstId).forEach(id -> found.put(id, person(id)));
    return found;
  }

  @Override
  public Map<PhoneNumber, Whose> whose(Collection<PhoneNumber> phones) {
    Map<PhoneNumber, Whose> found = super.whose(phones);
    for (PhoneNumber phone : phones) {
      long number = number(phone);
      Long student = orNull(students.getOrDefault(number, 0));
      Long nameless = orNull(others.getOrDefault(number, 0));
      if (student != null || nameless != null) {
        Long nobody = orNull(nobodies.getOrDefault(number, 0));
        found.merge(
            phone, new Whose(student, shared.contains(number), nameless, nobody), Whose::and);
      }
    }
    return found;
  }

  private static @Nullable Long orNull(long id) {
    return id == 0 ? null : id;
  }

  @Override
  public Set<Listing.Place> listed(Collection<Listing.Place> places) {
    Set<Listing.Place> found = new HashSet<>(super.listed(places));
    for (Listing.Place place : places) {
      if (added(place.personId()).contains(place.number())) {
        found.add(place);
      }
    }
    return found;
  }

  @Override
  public void add(Collection<Person> added, Collection<Listing> listings, OffsetDateTime now) {
    for (Person person : added) {
      people.add(packed(person));
      String student = person.studentId();
      if (student != null) {
        byStudent.put(Cells.hash(student), person.id());
      }
    }
    for (Listing listing : listings) {
      long id = listing.personId();
      long number = number(listing.number());
      // Who is known and gets a phone here is named by a student id.
      if (id < firstId || person(id).studentId() != null) {
        if (!students.putIfAbsent(number, id) && students.get(number) != id) {
          shared.add(number);
        }
      } else {
        others.putIfAbsent(number, id);
        if (person(id).isNobody()) {
          nobodies.putIfAbsent(number, id);
        }
      }
      before.add(last.getOrDefault(id, NONE));
      last.put(id, numbers.size());
      persons.add(id);
      numbers.add(number);
    }
  }

  /** The phones that would be listed for a person, in listing order. */
  public List<PhoneNumber> added(long personId) {
    List<PhoneNumber> found = new ArrayList<>();
    for (int at = last.getOrDefault(personId, NONE); at != NONE; at = before.get(at)) {
      found.add(new PhoneNumber("+" + numbers.get(at)));
    }
    found.sort(null);
    return found;
  }

  public void eachListed(Listed listed) {
    for (int i = 0; i < numbers.size(); i++) {
      listed.phone(persons.get(i), numbers.get(i));
    }
  }

  private Person person(long id) {
    // NUL is in no cell that is taken, and no cell that is taken is empty.
    String[] parts =
        new String(people.get((int) (id - firstId)), StandardCharsets.UTF_8).split("\0", -1);
    return new Person(
        id,
        Cells.orNull(parts[0]),
        Cells.orNull(parts[1]),
        Cells.orNull(parts[2]),
        Cells.orNull(parts[3]));
  }

  private static byte[] packed(Person person) {
    return String.join(
            "\0",
            Objects.requireNonNullElse(person.studentId(), ""),
            Objects.requireNonNullElse(person.firstName(), ""),
            Objects.requireNonNullElse(person.lastName(), ""),
            Objects.requireNonNullElse(person.email(), ""))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static long number(PhoneNumber phone) {
    return Long.parseLong(phone.e164().substring(1));
  }
}
