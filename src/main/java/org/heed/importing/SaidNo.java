package org.heed.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.consent.ConsentLedger;
import org.heed.consent.FileRow;
import org.heed.consent.SmsStatus;
import org.heed.csv.FileKind;
import org.heed.csv.Header;
import org.heed.csv.Row;
import org.heed.intake.ConsentRow;
import org.heed.intake.ImportFile;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * Heeds the no that stands in a file of people, in a column that is not one of its own: who is said
 * to want no texts gets none (L7).
 */
final class SaidNo {
  private final Header header;
  private final NoColumns columns;
  private final ConsentLedger consent;
  private final Consumer<List<ConsentRow>> results;
  private final ImportFile file;

  /**
   * @param results gets the rows that said so
   */
  SaidNo(
      Header header, ConsentLedger consent, Consumer<List<ConsentRow>> results, ImportFile file) {
    this.header = header;
    this.columns = new NoColumns(header, FileKind.PEOPLE);
    this.consent = consent;
    this.results = results;
    this.file = file;
  }

  /** Which column of a row says no; null: none does. */
  @Nullable String column(Row row) {
    return columns.of(row);
  }

  /**
   * A row that says no.
   *
   * @param student as written
   * @param phones those it lists, and those that were listed for the person
   */
  record Found(Row row, String column, String student, long person, Set<PhoneNumber> phones) {}

  /** Turns the phones off, in the caller's transaction. */
  void heed(List<Found> found) {
    if (found.isEmpty()) {
      return;
    }
    List<FileRow> off = new ArrayList<>();
    for (Found one : found) {
      String why = header.written(one.column()) + ": " + header.cell(one.row(), one.column());
      for (PhoneNumber phone : one.phones()) {
        off.add(
            new FileRow(
                phone, one.person(), SmsStatus.DISABLED, null, why, file.line(one.row().line())));
      }
    }
    consent.record(off, file.takenAt());
    results.accept(
        found.stream()
            .map(
                one ->
                    new ConsentRow(
                        one.row().line(),
                        one.student(),
                        one.phones().size(),
                        one.phones().size(),
                        Phrases.of(
                            "row.people.no",
                            header.written(one.column()),
                            header.cell(one.row(), one.column()))))
            .toList());
  }
}
