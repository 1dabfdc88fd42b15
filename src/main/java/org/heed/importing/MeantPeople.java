package org.heed.importing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heed.address.PhoneNumber;
import org.heed.consent.SmsStatus;
import org.heed.csv.RowProblem;
import org.heed.people.Listing;
import org.heed.people.People;
import org.heed.people.StudentIds;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Whom the rows of a consent file are for; what says off is heeded for whomever it may mean. */
final class MeantPeople {
  private static final int SHORTEST = 3;
  private static final Pattern SEVERAL = Pattern.compile("\\s*(?:[/;,|&+-]|\\band\\b|\\s)\\s*");

  private final Map<String, People.Person> students;
  private final Map<String, List<String>> similar;
  private final Map<Long, Map<PhoneNumber, Listing>> listed;

  private MeantPeople(
      Map<String, People.Person> students,
      Map<String, List<String>> similar,
      Map<Long, Map<PhoneNumber, Listing>> listed) {
    this.students = students;
    this.similar = similar;
    this.listed = listed;
  }

  /**
   * Looks them up.
   *
   * @param alike tells of ids that nobody has the known ones that are meant
   */
  static MeantPeople of(List<ConsentReader.Said> rows, People people, StudentIds.Alike alike) {
    List<StudentIds.Written> written = rows.stream().flatMap(MeantPeople::written).toList();
    Map<String, People.Person> students =
        new HashMap<>(people.byStudentId(written.stream().map(StudentIds.Written::id).toList()));
    Map<String, List<String>> similar =
        alike.of(written.stream().filter(id -> !students.containsKey(id.id())).toList());
    students.putAll(people.byStudentId(similar.values().stream().flatMap(List::stream).toList()));
    return new MeantPeople(
        students,
        similar,
        people.listings(students.values().stream().map(People.Person::id).toList()));
  }

  private static Stream<StudentIds.Written> written(ConsentReader.Said row) {
    return Stream.concat(Stream.of(row.student()), several(row).stream())
        .filter(id -> !id.isEmpty())
        .map(
            id ->
                new StudentIds.Written(id, row.phones(), null, row.status() == SmsStatus.DISABLED));
  }

  /** The ids of a cell that may be several. */
  private static List<String> several(ConsentReader.Said row) {
    List<String> ids =
        SEVERAL.splitAsStream(row.student()).filter(id -> id.length() >= SHORTEST).toList();
    return row.status() == SmsStatus.DISABLED && ids.size() > 1 ? ids : List.of();
  }

  /**
   * What a row is for.
   *
   * @param phones each with the person, null: unknown
   * @param note how the row was understood, for people; null: as it is written
   */
  record Meant(Map<PhoneNumber, @Nullable Long> phones, @Nullable String note) {}

  Meant by(ConsentReader.Said row) throws RowProblem {
    List<People.Person> people = known(row.student());
    List<String> like = similar.get(row.student());
    String note = null;
    if (!people.isEmpty()) {
      if (like != null && row.status() != SmsStatus.DISABLED) {
        throw StudentIds.mistaken(row.student(), like.get(0));
      }
      note = like == null ? null : taken(people, List.of());
    } else {
      List<String> ids = several(row);
      people = ids.stream().flatMap(id -> known(id).stream()).distinct().toList();
      if (!people.isEmpty()) {
        note = taken(people, ids.stream().filter(id -> known(id).isEmpty()).toList());
      }
    }
    Map<PhoneNumber, @Nullable Long> phones = new LinkedHashMap<>();
    for (PhoneNumber phone : row.phones()) {
      phones.put(phone, people.size() == 1 ? people.get(0).id() : null);
    }
    if (row.all()) {
      for (People.Person one : people) {
        listed.getOrDefault(one.id(), Map.of()).keySet().forEach(n -> phones.put(n, one.id()));
      }
    }
    if (phones.isEmpty()) {
      StudentIds.check(people.isEmpty() ? row.student() : "");
      throw new RowProblem(
          "student_id",
          row.student(),
          people.isEmpty() ? Phrases.of("row.no.person") : Phrases.of("row.no.phone"));
    }
    return new Meant(phones, note);
  }

  private static String taken(List<People.Person> people, List<String> others) {
    String known =
        String.join(", ", people.stream().map(p -> String.valueOf(p.studentId())).toList());
    return others.isEmpty()
        ? Phrases.of(people.size() == 1 ? "row.taken.known" : "row.taken.several", known)
        : Phrases.of("row.taken.some", known, String.join(", ", others));
  }

  private List<People.Person> known(String id) {
    return similar.getOrDefault(id, List.of(id)).stream()
        .map(students::get)
        .filter(Objects::nonNull)
        .toList();
  }
}
