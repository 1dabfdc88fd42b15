package org.heed.importing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.consent.Basis;
import org.heed.consent.FileRefusal;
import org.heed.consent.FileResult;
import org.heed.consent.FileRow;
import org.heed.consent.GivenConsent;
import org.heed.consent.SmsStatus;
import org.heed.csv.Cells;
import org.heed.csv.Header;
import org.heed.csv.Rejection;
import org.heed.csv.Row;
import org.heed.csv.RowProblem;
import org.heed.intake.ImportFile;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** What the rows of a file of people say of consent, and why some of it is left out. */
final class GivenBases {
  private final Header header;
  private final BasisReader reader;
  private final GivenConsent consent;
  private final PhoneType texted;
  private final ImportFile file;
  private final Consumer<Rejection> leftOut;

  /**
   * @param texted the type of phone a person's consent is for, where the row lists several
   * @param leftOut gets what is left out
   */
  GivenBases(
      Header header,
      Cells cells,
      GivenConsent consent,
      PhoneType texted,
      ImportFile file,
      Consumer<Rejection> leftOut) {
    this.leftOut = leftOut;
    this.header = header;
    this.reader = new BasisReader(header, cells, file.takenAt());
    this.consent = consent;
    this.texted = texted;
    this.file = file;
  }

  /** What a row says; null: nothing. */
  @Nullable Basis read(Row row) throws RowProblem {
    return reader.read(row);
  }

  /** Waits for its turn, where there is something to write of consent. */
  void begin(boolean isSaid) {
    if (isSaid) {
      consent.takeTurn();
    }
  }

  /** What a row gives: it is for the phone that texts go to, or the only one. */
  List<FileRow> of(
      long line, @Nullable Basis basis, Map<PhoneNumber, PhoneType> phones, long person) {
    if (basis == null) {
      return List.of();
    }
    List<PhoneNumber> meant =
        phones.entrySet().stream()
            .filter(phone -> phones.size() == 1 || phone.getValue() == texted)
            .map(Map.Entry::getKey)
            .toList();
    if (meant.isEmpty() && !phones.isEmpty()) {
      leftOut.accept(
          new RowProblem(BasisReader.COLUMN, basis.basis(), Phrases.of("basis.no.phone", texted))
              .at(line, header)
              .leftOut());
    }
    return meant.stream()
        .map(
            phone ->
                new FileRow(phone, person, SmsStatus.ENABLED, null, "", file.line(line), basis))
        .toList();
  }

  /** Gives it in the caller's transaction. */
  void give(List<FileRow> given, List<Row> rows) {
    if (given.isEmpty()) {
      return;
    }
    Map<String, Row> lines = new HashMap<>();
    rows.forEach(row -> lines.put(file.line(row.line()), row));
    List<FileResult> results = consent.record(given, file.takenAt());
    for (int i = 0; i < results.size(); i++) {
      FileRefusal refusal = results.get(i).refusal();
      Row row = lines.get(given.get(i).evidence());
      if (refusal != null && row != null) {
        leftOut.accept(
            RowProblem.optOut(
                    BasisReader.COLUMN, header.cell(row, BasisReader.COLUMN), refusal.words())
                .at(row.line(), header)
                .leftOut());
      }
    }
  }
}
