package org.heed.importing;

import com.carrotsearch.hppc.LongLongHashMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.consent.ConsentLedger;
import org.heed.consent.FileRefusal;
import org.heed.consent.FileRefusal.Cause;
import org.heed.consent.FileResult;
import org.heed.consent.FileRow;
import org.heed.consent.SmsStatus;
import org.heed.csv.Cells;
import org.heed.csv.Header;
import org.heed.csv.Rejection;
import org.heed.csv.Row;
import org.heed.csv.RowProblem;
import org.heed.intake.ConsentRow;
import org.heed.intake.ImportFile;
import org.heed.intake.Loader;
import org.heed.people.People;
import org.heed.people.StudentIds;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a consent file (L4); a row with a student id alone is for all their phones. */
final class ConsentLoader implements Loader {
  private final Header header;
  private final ConsentReader reader;
  private final People people;
  private final StudentIds.Alike alike;
  private final ConsentLedger consent;
  private final Consumer<List<ConsentRow>> results;
  private final ImportFile file;
  private final LongLongHashMap off = new LongLongHashMap();

  ConsentLoader(
      Header header,
      Cells cells,
      People people,
      StudentIds.Alike alike,
      ConsentLedger consent,
      Consumer<List<ConsentRow>> results,
      ImportFile file) {
    this.header = header;
    this.reader = new ConsentReader(header, cells, file.takenAt());
    this.people = people;
    this.alike = alike;
    this.consent = consent;
    this.results = results;
    this.file = file;
  }

  /** Notes what rows say off; every row has to be looked at before the first is loaded. */
  void look(List<Row> rows) {
    Resolved resolved = resolve(rows, new TreeMap<>());
    for (int i = 0; i < resolved.said().size(); i++) {
      FileRow row = resolved.said().get(i);
      if (row.status() == SmsStatus.DISABLED) {
        off.putIfAbsent(number(row.phone()), resolved.lines().get(i));
      }
    }
  }

  @Override
  public List<Rejection> load(List<Row> rows, boolean write) {
    if (!write) {
      return List.of();
    }
    Map<Long, Rejection> rejections = new TreeMap<>();
    Resolved resolved = resolve(rows, rejections);
    List<FileRow> said = resolved.said();
    List<Long> lines = resolved.lines();
    Map<Long, Row> byLine = new HashMap<>();
    rows.forEach(row -> byLine.put(row.line(), row));
    refuse(said.stream().map(this::contradicted).toList(), lines, byLine, rejections);
    refuse(consent.judge(said), lines, byLine, rejections);
    List<FileRow> sound = new ArrayList<>();
    List<Long> soundLines = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      if (!rejections.containsKey(lines.get(i))) {
        sound.add(said.get(i));
        soundLines.add(lines.get(i));
      }
    }
    List<FileResult> results = consent.record(sound, file.takenAt());
    List<@Nullable FileRefusal> refusals = new ArrayList<>();
    results.forEach(result -> refusals.add(result.refusal()));
    refuse(refusals, soundLines, byLine, rejections);
    keep(rows, results, soundLines, rejections.keySet(), resolved.notes());
    return List.copyOf(rejections.values());
  }

  private void keep(
      List<Row> rows,
      List<FileResult> results,
      List<Long> lines,
      Set<Long> rejected,
      Map<Long, String> notes) {
    Map<Long, Integer> phones = new HashMap<>();
    Map<Long, Integer> changed = new HashMap<>();
    for (int i = 0; i < results.size(); i++) {
      phones.merge(lines.get(i), 1, Integer::sum);
      changed.merge(lines.get(i), results.get(i).changed() ? 1 : 0, Integer::sum);
      String told = results.get(i).note();
      if (told != null) {
        notes.merge(lines.get(i), told, (note, more) -> more + "; " + note);
      }
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
                      taken ? changed.getOrDefault(row.line(), 0) : 0,
                      taken ? notes.get(row.line()) : null);
                })
            .toList());
  }

  private String subject(Row row) {
    String phone = header.cell(row, "phone");
    String subject = phone.isEmpty() ? header.cell(row, "student_id") : phone;
    return Words.begin(Cells.oneLine(subject).replace("\0", ""), 60);
  }

  private void refuse(
      List<@Nullable FileRefusal> verdicts,
      List<Long> lines,
      Map<Long, Row> rows,
      Map<Long, Rejection> rejections) {
    for (int i = 0; i < verdicts.size(); i++) {
      FileRefusal refusal = verdicts.get(i);
      Row row = rows.get(lines.get(i));
      if (refusal != null && row != null) {
        String column = refusal.cause() == Cause.FUTURE ? "at" : "sms_status";
        rejections.putIfAbsent(
            row.line(),
            new Rejection(
                row.line(),
                header.shown(column),
                header.cell(row, column),
                refusal.words(),
                refusal.cause() == Cause.OPT_OUT ? Rejection.Why.OPT_OUT : Rejection.Why.ROW));
      }
    }
  }

  /** Why a row that says on is refused: where a file says both, off counts (L7). */
  private @Nullable FileRefusal contradicted(FileRow row) {
    long line = off.getOrDefault(number(row.phone()), 0);
    return row.status() == SmsStatus.DISABLED || line == 0
        ? null
        : new FileRefusal(Cause.CONTRADICTED, Phrases.of("row.said.both", line));
  }

  private static long number(PhoneNumber phone) {
    return Long.parseLong(phone.e164().substring(1));
  }

  /** What rows say about each phone, the line of each, and what was wrong beside a line. */
  private record Resolved(List<FileRow> said, List<Long> lines, Map<Long, String> notes) {}

  private Resolved resolve(List<Row> rows, Map<Long, Rejection> rejections) {
    List<ConsentReader.Said> read = new ArrayList<>();
    for (Row row : rows) {
      try {
        read.add(reader.read(row));
      } catch (RowProblem problem) {
        rejections.put(row.line(), problem.at(row.line(), header));
      }
    }
    MeantPeople meant = MeantPeople.of(read, people, alike);
    Resolved resolved = new Resolved(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    for (ConsentReader.Said one : read) {
      long line = one.row().line();
      try {
        MeantPeople.Meant who = meant.by(one);
        resolved.said().addAll(rows(one, who));
        resolved
            .lines()
            .addAll(Collections.nCopies(resolved.said().size() - resolved.lines().size(), line));
        note(resolved, line, who.note());
      } catch (RowProblem problem) {
        rejections.put(line, problem.at(line, header));
      }
      note(resolved, line, one.note());
    }
    return resolved;
  }

  private static void note(Resolved resolved, long line, @Nullable String note) {
    if (note != null) {
      resolved.notes().merge(line, note, (other, more) -> more + "; " + other);
    }
  }

  private List<FileRow> rows(ConsentReader.Said said, MeantPeople.Meant who) {
    String by = file.line(said.row().line());
    return who.phones().entrySet().stream()
        .map(
            phone ->
                new FileRow(
                    phone.getKey(),
                    phone.getValue(),
                    said.status(),
                    said.at(),
                    said.reason(),
                    by,
                    said.basis()))
        .toList();
  }
}
