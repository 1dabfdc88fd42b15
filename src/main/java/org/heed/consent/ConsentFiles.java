package org.heed.consent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of consent files into the ledger; what the person said stands (L4). */
public interface ConsentFiles {

  /**
   * Judges rows without recording anything, in few statements for all of them.
   *
   * @return for each row why it is refused, null where it would be taken; in the rows' order
   */
  List<@Nullable String> judge(List<FileRow> rows);

  /**
   * Records rows in the transaction of the caller; rows that are refused are left out, rows that
   * change nothing are no event.
   *
   * @param takenAt when the file was taken
   * @return for each row, in the rows' order
   */
  List<Result> record(List<FileRow> rows, Instant takenAt);

  /**
   * What became of a row.
   *
   * @param refusal why it is refused; null: it is taken
   * @param changed whether the phone's status was another one before
   */
  record Result(@Nullable String refusal, boolean changed) {}
}
