package org.heed.consent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of consent files into the ledger; what the person said stands (L4). */
public interface ConsentFiles {
  /** How the reason begins why a row leaves its phone as it is. */
  String STAYS = "the phone stays ";

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
   * @param overtaken why a row that is taken leaves the phone as it is, against what it says; null:
   *     it does not
   */
  record Result(@Nullable String refusal, boolean changed, @Nullable String overtaken) {}
}
