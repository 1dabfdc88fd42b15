package org.heed.importing;

import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.consent.Basis;
import org.heed.csv.Row;
import org.heed.csv.RowProblem;
import org.heed.people.StudentIds;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a file of people says.
 *
 * @param left what is wrong in cells that are left out, by column
 */
record PersonRow(
    long line,
    String studentId,
    @Nullable String first,
    @Nullable String last,
    @Nullable String email,
    Map<PhoneNumber, PhoneType> phones,
    @Nullable Basis basis,
    Map<String, RowProblem> left,
    Row row) {

  StudentIds.Written written() {
    return new StudentIds.Written(studentId, phones.keySet(), email);
  }
}
