package org.heed.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.consent.Basis;
import org.heed.consent.SmsStatus;
import org.heed.csv.Cells;
import org.heed.csv.FileKind;
import org.heed.csv.Header;
import org.heed.csv.ListColumns;
import org.heed.csv.Rejection;
import org.heed.csv.Row;
import org.heed.csv.RowProblem;
import org.heed.people.StudentIds;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * Reads one row of a consent file. A row that clearly says off is taken whatever is wrong beside it
 * (L7), and what was wrong is told; every other row has to be right.
 */
final class ConsentReader {
  private static final int LONGEST_ID = 64;
  private static final int LONGEST_REASON = 1000;

  /**
   * What a row says.
   *
   * @param phones those it names
   * @param student empty: it names a phone only
   * @param all whether it is for all phones of the student, besides those it names
   * @param at null: when the file was taken
   * @param basis on what an ENABLED rests; null: it does not say
   * @param note what was wrong beside it, for people; null: nothing
   */
  record Said(
      Row row,
      Collection<PhoneNumber> phones,
      String student,
      boolean all,
      SmsStatus status,
      @Nullable Instant at,
      String reason,
      @Nullable Basis basis,
      @Nullable String note) {}

  private final Header header;
  private final Cells cells;
  private final Instant takenAt;
  private final BasisReader bases;
  private final NoColumns nos;

  ConsentReader(Header header, Cells cells, Instant takenAt) {
    this.header = header;
    this.cells = cells;
    this.takenAt = takenAt;
    this.bases = new BasisReader(header, cells, takenAt);
    this.nos = new NoColumns(header, FileKind.CONSENT);
  }

  Said read(Row row) throws RowProblem {
    if (row.problem() != null) {
      throw row.problem();
    }
    String word = header.cell(row, "sms_status");
    if (saysOff(word)) {
      return off(row, new ArrayList<>());
    }
    String no = no(row);
    if (no != null) {
      String cell = Words.line(header.cell(row, no), 60);
      String beside = Phrases.of("row.no.beside", header.written(no), cell);
      return off(row, new ArrayList<>(List.of(beside)));
    }
    header.check(row, FileKind.CONSENT.columns());
    PhoneNumber phone = cells.phone(header, row, "phone");
    String student = cells.limited(header, row, "student_id", LONGEST_ID);
    StudentIds.check(student);
    named(phone != null, student);
    SmsStatus status =
        ConsentWord.read(word)
            .orElseThrow(
                () ->
                    new RowProblem(
                        "sms_status",
                        word,
                        Phrases.of(word.isEmpty() ? "row.status.missing" : "row.status", word)));
    cells.limited(header, row, "reason", LONGEST_REASON);
    String reason = header.cell(row, "reason");
    Instant at = cells.time(header, row, "at");
    Basis basis = bases.read(row);
    return phone == null
        ? new Said(row, Set.of(), student, true, status, at, reason, basis, null)
        : new Said(row, Set.of(phone), student, false, status, at, reason, basis, null);
  }

  private static boolean saysOff(String word) {
    return ConsentWord.read(word).filter(SmsStatus.DISABLED::equals).isPresent();
  }

  /** Which column says no, though the status does not; null: none. */
  private @Nullable String no(Row row) {
    for (String column : List.of("reason", "basis")) {
      String cell = header.cell(row, column);
      if (saysOff(cell) || ListColumns.saysNo(cell)) {
        return column;
      }
    }
    return nos.of(row);
  }

  private Said off(Row row, List<String> wrong) throws RowProblem {
    String student = Cells.oneLine(header.cell(row, "student_id")).replace("\0", "");
    if (student.length() > LONGEST_ID) {
      wrong.add(Phrases.of("row.id.long", student.length()));
      student = "";
    }
    Set<PhoneNumber> phones = new LinkedHashSet<>();
    // A phone in a column of another name is one of the student's; who said no is the student.
    boolean all = header.cell(row, "phone").isEmpty() || header.isCalledOtherwise("phone");
    try {
      PhoneNumber phone = cells.phone(header, row, "phone");
      if (phone != null) {
        phones.add(phone);
      }
    } catch (RowProblem unreadable) {
      phones.addAll(cells.numbersIn(header, row, "phone"));
      all = !student.isEmpty();
      if (phones.isEmpty() && student.isEmpty()) {
        throw unreadable;
      }
      wrong.add(
          (phones.isEmpty() ? Phrases.of("row.phone.unreadable") : Phrases.of("row.phone.several"))
              + (all ? Phrases.of("row.phones.off") : ""));
    }
    named(!phones.isEmpty(), student);
    try {
      header.check(row, FileKind.CONSENT.columns());
    } catch (RowProblem problem) {
      wrong.add(String.valueOf(problem.getMessage()));
    }
    String reason = Rejection.printable(header.cell(row, "reason"));
    if (reason.length() > LONGEST_REASON) {
      wrong.add(Phrases.of("row.reason.cut", LONGEST_REASON));
      reason = reason.substring(0, LONGEST_REASON);
    }
    Instant at = at(row, wrong);
    String note =
        wrong.isEmpty() ? null : Phrases.of("row.taken.all.the.same", String.join("; ", wrong));
    return new Said(row, phones, student, all, SmsStatus.DISABLED, at, reason, null, note);
  }

  private @Nullable Instant at(Row row, List<String> wrong) {
    String text = Words.begin(header.cell(row, "at"), 60);
    try {
      Instant at = cells.time(header, row, "at");
      if (at == null || !at.isAfter(takenAt)) {
        return at;
      }
      wrong.add(Phrases.of("row.date.future", text));
    } catch (RowProblem unreadable) {
      wrong.add(Phrases.of("row.date.unreadable", text));
    }
    return null;
  }

  private void named(boolean phone, String student) throws RowProblem {
    if (!phone && student.isEmpty()) {
      throw new RowProblem(
          header.has("phone") ? "phone" : "student_id", "", Phrases.of("row.nobody.off"));
    }
  }
}
