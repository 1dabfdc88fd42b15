package org.heed.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.consent.ConsentFiles;
import org.heed.consent.FileRow;
import org.heed.consent.SmsStatus;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a consent file (L4); a row with a student id alone is for all their phones. */
final class ConsentLoader implements Loader {
  private record Draft(
      Row row,
      @Nullable PhoneNumber phone,
      String student,
      SmsStatus status,
      @Nullable Instant at) {}

  private final Header header;
  private final Cells cells;
  private final People people;
  private final ConsentFiles consent;
  private final Consumer<List<ConsentRow>> results;
  private final ImportFile file;

  ConsentLoader(
      Header header,
      Cells cells,
      People people,
      ConsentFiles consent,
      Consumer<List<ConsentRow>> results,
      ImportFile file) {
    this.header = header;
    this.cells = cells;
    this.people = people;
    this.consent = consent;
    this.results = results;
    this.file = file;
  }

  @Override
  public List<Rejection> load(List<Row> rows, boolean write) {
    if (!write) {
      return List.of();
    }
    Map<Long, Rejection> rejections = new java.util.TreeMap<>();
    List<Draft> drafts = new ArrayList<>();
    for (Row row : rows) {
      try {
        drafts.add(read(row));
      } catch (RowProblem problem) {
        rejections.put(row.line(), problem.at(row.line()));
      }
    }
    Map<String, People.Person> students =
        people.byStudentId(
            drafts.stream().map(Draft::student).filter(id -> !id.isEmpty()).toList());
    Map<Long, Map<PhoneNumber, People.Listing>> listed =
        people.listings(students.values().stream().map(People.Person::id).toList());
    List<FileRow> said = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    for (Draft draft : drafts) {
      long line = draft.row().line();
      try {
        for (FileRow row : rows(draft, students, listed)) {
          said.add(row);
          lines.add(line);
        }
      } catch (RowProblem problem) {
        rejections.put(line, problem.at(line));
      }
    }
    Map<Long, Row> byLine = new HashMap<>();
    rows.forEach(row -> byLine.put(row.line(), row));
    refuse(consent.judge(said), lines, byLine, rejections);
    List<FileRow> sound = new ArrayList<>();
    List<Long> soundLines = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      if (!rejections.containsKey(lines.get(i))) {
        sound.add(said.get(i));
        soundLines.add(lines.get(i));
      }
    }
    List<ConsentFiles.Result> results = consent.record(sound, file.takenAt());
    List<@Nullable String> refusals = new ArrayList<>();
    results.forEach(result -> refusals.add(result.refusal()));
    refuse(refusals, soundLines, byLine, rejections);
    keep(rows, results, soundLines, rejections.keySet());
    return List.copyOf(rejections.values());
  }

  private void keep(
      List<Row> rows, List<ConsentFiles.Result> results, List<Long> lines, Set<Long> rejected) {
    Map<Long, Integer> phones = new HashMap<>();
    Map<Long, Integer> changed = new HashMap<>();
    for (int i = 0; i < results.size(); i++) {
      phones.merge(lines.get(i), 1, Integer::sum);
      changed.merge(lines.get(i), results.get(i).changed() ? 1 : 0, Integer::sum);
    }
    this.results.accept(
        rows.stream()
            .map(
                row -> {
                  boolean taken = !rejected.contains(row.line());
                  return new ConsentRow(
                      row.line(),
                      subject(row),
                      taken ? phones.getOrDefault(row.line(), 0) : 0,
                      taken ? changed.getOrDefault(row.line(), 0) : 0);
                })
            .toList());
  }

  private String subject(Row row) {
    String phone = header.cell(row, "phone");
    String subject = phone.isEmpty() ? header.cell(row, "student_id") : phone;
    return Rejection.cut(Cells.oneLine(subject).replace("\0", ""), 60);
  }

  private void refuse(
      List<@Nullable String> verdicts,
      List<Long> lines,
      Map<Long, Row> rows,
      Map<Long, Rejection> rejections) {
    for (int i = 0; i < verdicts.size(); i++) {
      String reason = verdicts.get(i);
      Row row = rows.get(lines.get(i));
      if (reason != null && row != null) {
        boolean future = reason.startsWith("at: ");
        String column = future ? "at" : "sms_status";
        rejections.putIfAbsent(
            row.line(),
            new Rejection(
                row.line(),
                column,
                header.cell(row, column),
                future ? reason.substring(4) : reason));
      }
    }
  }

  private Draft read(Row row) throws RowProblem {
    header.check(row, FileKind.CONSENT.columns());
    PhoneNumber phone = cells.phone(header, row, "phone");
    String student = cells.limited(header, row, "student_id", 64);
    if (phone == null && student.isEmpty()) {
      throw new RowProblem(
          header.has("phone") ? "phone" : "student_id",
          "",
          "missing, expected a phone or a student id");
    }
    String word = header.cell(row, "sms_status");
    SmsStatus status =
        switch (word.toUpperCase(java.util.Locale.ROOT)) {
          case "ENABLED" -> SmsStatus.ENABLED;
          case "DISABLED" -> SmsStatus.DISABLED;
          case "" ->
              throw new RowProblem("sms_status", "", "missing, expected ENABLED or DISABLED");
          default ->
              throw new RowProblem(
                  "sms_status", word, "found \"" + word + "\", expected ENABLED or DISABLED");
        };
    cells.limited(header, row, "reason", 1000);
    return new Draft(row, phone, student, status, cells.time(header, row, "at"));
  }

  private List<FileRow> rows(
      Draft draft,
      Map<String, People.Person> students,
      Map<Long, Map<PhoneNumber, People.Listing>> listed)
      throws RowProblem {
    People.Person person = students.get(draft.student());
    PhoneNumber named = draft.phone();
    Set<PhoneNumber> phones = new LinkedHashSet<>();
    if (named != null) {
      phones.add(named);
    } else if (person == null) {
      throw new RowProblem(
          "student_id", draft.student(), "no person with this student id is known");
    } else {
      phones.addAll(listed.getOrDefault(person.id(), Map.of()).keySet());
      if (phones.isEmpty()) {
        throw new RowProblem("student_id", draft.student(), "no phone is listed for this person");
      }
    }
    List<FileRow> rows = new ArrayList<>();
    for (PhoneNumber phone : phones) {
      rows.add(
          new FileRow(
              phone,
              person == null ? null : person.id(),
              draft.status(),
              draft.at(),
              header.cell(draft.row(), "reason"),
              file.line(draft.row().line())));
    }
    return rows;
  }
}
