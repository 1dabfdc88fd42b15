package org.heed.importing;

import com.carrotsearch.hppc.LongHashSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.consent.Basis;
import org.heed.csv.Cells;
import org.heed.csv.FileKind;
import org.heed.csv.Header;
import org.heed.csv.Rejection;
import org.heed.csv.Row;
import org.heed.csv.RowProblem;
import org.heed.intake.ImportFile;
import org.heed.intake.Loader;
import org.heed.people.Crowds;
import org.heed.people.Listing;
import org.heed.people.People;
import org.heed.people.StudentIds;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Takes people: what a row says replaces what was listed for that person. */
final class PeopleLoader implements Loader {
  private final Header header;
  private final Cells cells;
  private final People people;
  private final StudentIds.Alike alike;
  private final ImportFile file;
  private final GivenBases bases;
  private final SaidNo saidNo;
  private final OffsetDateTime now;
  private final LongHashSet seen = new LongHashSet();
  private final Crowds crowds = new Crowds();
  private final List<Rejection> leftOut = new ArrayList<>();
  private long nextId;

  /**
   * @param alike tells of ids that nobody has the known ones that are meant
   * @param bases what rows say of consent; it tells what of it is left out
   */
  PeopleLoader(
      Header header,
      Cells cells,
      People people,
      StudentIds.Alike alike,
      Function<Consumer<Rejection>, GivenBases> bases,
      SaidNo saidNo,
      ImportFile file,
      OffsetDateTime now) {
    this.alike = alike;
    this.bases = bases.apply(leftOut::add);
    this.saidNo = saidNo;
    this.file = file;
    this.header = header;
    this.cells = cells;
    this.people = people;
    this.now = now;
    this.nextId = people.highestId() + 1;
  }

  @Override
  public List<Rejection> load(List<Row> rows, boolean write) {
    List<Rejection> rejections = new ArrayList<>();
    PeopleChanges changes = look(rows, rejections);
    if (write) {
      bases.begin(!changes.given().isEmpty() || !changes.saidNo().isEmpty());
      people.change(changes.changed());
      people.unlist(changes.unlist(), now);
      people.relist(changes.relist());
      people.add(changes.added(), changes.list(), now);
      saidNo.heed(changes.saidNo());
      bases.give(changes.given(), rows);
    }
    return rejections;
  }

  @Override
  public List<Rejection> leftOut() {
    List<Rejection> since = List.copyOf(leftOut);
    leftOut.clear();
    return since;
  }

  @Override
  public List<PhoneNumber> crowded() {
    return crowds.found();
  }

  /**
   * What rows would change.
   *
   * @param rejections gets the rows that are rejected
   */
  PeopleChanges look(List<Row> rows, List<Rejection> rejections) {
    List<PersonRow> drafts = new ArrayList<>();
    for (Row row : rows) {
      try {
        drafts.add(read(row));
      } catch (RowProblem problem) {
        rejections.add(problem.at(row.line(), header));
      }
    }
    return changes(drafts, rejections);
  }

  private PersonRow read(Row row) throws RowProblem {
    header.check(row, Set.of("student_id"));
    for (String column : FileKind.PEOPLE.columns()) {
      header.text(row, column);
    }
    String id = cells.limited(header, row, "student_id", 64);
    if (id.isEmpty()) {
      throw new RowProblem("student_id", "", Phrases.of("row.no.id"));
    }
    StudentIds.check(id);
    Map<String, RowProblem> left = new LinkedHashMap<>();
    Map<PhoneNumber, PhoneType> phones = new LinkedHashMap<>();
    for (PhoneType type : PhoneType.values()) {
      String column = FileKind.column(type);
      PhoneNumber number = read(column, row, left, () -> cells.phone(header, row, column));
      if (number != null) {
        phones.putIfAbsent(number, type);
      }
    }
    String email = read("email", row, left, () -> cells.email(header, row));
    if (phones.isEmpty() && !left.isEmpty()) {
      // Nothing of what was to reach the person can be read.
      throw left.values().iterator().next();
    }
    String first = read("first_name", row, left, () -> name(row, "first_name"));
    String last = read("last_name", row, left, () -> name(row, "last_name"));
    Basis basis = read(BasisReader.COLUMN, row, left, () -> bases.read(row));
    if (!seen.add(Cells.hash("student", id))) {
      throw new RowProblem("student_id", id, Phrases.of("row.person.twice"));
    }
    phones.keySet().forEach(crowds::note);
    return new PersonRow(row.line(), id, first, last, email, phones, basis, left, row);
  }

  private @Nullable String name(Row row, String column) throws RowProblem {
    return Cells.orNull(cells.limited(header, row, column, 200));
  }

  private interface Reading<T> {
    @Nullable T read() throws RowProblem;
  }

  /** One bad cell does not lose the person and what is right beside it. */
  private <T> @Nullable T read(
      String column, Row row, Map<String, RowProblem> left, Reading<T> reading) {
    try {
      header.value(row, column);
      return reading.read();
    } catch (RowProblem problem) {
      left.put(column, problem);
      return null;
    }
  }

  /** Whether a row says what a column holds now; a cell that is left out says nothing. */
  private boolean says(PersonRow draft, String column) {
    return header.has(column) && !draft.left().containsKey(column);
  }

  private PeopleChanges changes(List<PersonRow> drafts, List<Rejection> rejections) {
    Map<String, People.Person> known =
        people.byStudentId(drafts.stream().map(PersonRow::studentId).toList());
    Map<String, List<String>> similar =
        alike.of(
            drafts.stream()
                .filter(draft -> !known.containsKey(draft.studentId()))
                .map(PersonRow::written)
                .toList());
    Map<Long, Map<PhoneNumber, Listing>> listed =
        people.listings(known.values().stream().map(People.Person::id).toList());
    PeopleChanges changes = new PeopleChanges();
    for (PersonRow draft : drafts) {
      List<String> like = similar.get(draft.studentId());
      if (like != null) {
        rejections.add(
            StudentIds.mistaken(draft.studentId(), like.get(0)).at(draft.line(), header));
        continue;
      }
      draft.left().values().forEach(cell -> leftOut.add(cell.at(draft.line(), header).leftOut()));
      People.Person was = known.get(draft.studentId());
      long id = was == null ? nextId++ : was.id();
      People.Person is =
          new People.Person(
              id,
              draft.studentId(),
              says(draft, "first_name") || was == null ? draft.first() : was.firstName(),
              says(draft, "last_name") || was == null ? draft.last() : was.lastName(),
              says(draft, "email") || was == null ? draft.email() : was.email());
      if (was == null) {
        changes.added().add(is);
      } else if (!was.equals(is)) {
        changes.changed().add(is);
      }
      said(draft, id, listed.getOrDefault(id, Map.of()).keySet(), changes);
      phones(draft, id, listed.getOrDefault(id, Map.of()), changes);
    }
    return changes;
  }

  /** What a row says of consent: a no, or on what it rests. */
  private void said(PersonRow draft, long id, Set<PhoneNumber> before, PeopleChanges changes) {
    String no = saidNo.column(draft.row());
    if (no == null) {
      changes.given().addAll(bases.of(draft.line(), draft.basis(), draft.phones(), id));
      return;
    }
    Set<PhoneNumber> phones = new LinkedHashSet<>(draft.phones().keySet());
    phones.addAll(before);
    changes.saidNo().add(new SaidNo.Found(draft.row(), no, draft.studentId(), id, phones));
  }

  private void phones(
      PersonRow draft, long id, Map<PhoneNumber, Listing> listed, PeopleChanges changes) {
    Map<PhoneNumber, Listing> before = new HashMap<>(listed);
    int position = 1;
    for (Map.Entry<PhoneNumber, PhoneType> phone : draft.phones().entrySet()) {
      Listing listing =
          new Listing(id, phone.getKey(), phone.getValue(), position++, file.line(draft.line()));
      Listing old = before.remove(phone.getKey());
      if (old == null) {
        changes.list().add(listing);
      } else if (!old.sameAs(listing)) {
        changes.relist().add(listing);
      }
    }
    for (Listing old : before.values()) {
      if (!draft.left().containsKey(FileKind.column(old.type()))) {
        String by = file.line(draft.line());
        changes.unlist().add(new Listing(id, old.number(), old.type(), old.position(), by));
      }
    }
  }
}
