package org.heed.intake;

import java.util.List;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.csv.Rejection;
import org.heed.csv.Row;

/** Takes a file's rows, group by group, always from the first row on. */
public interface Loader {

  /**
   * Judges one group and, unless it only looks, writes what it took in the caller's transaction.
   *
   * @param rows not blank, in the file's order
   * @param write false: nothing is written; the rows are known from now on for duplicates
   * @return the rows that are rejected
   */
  List<Rejection> load(List<Row> rows, boolean write);

  /** Numbers that very many rows name, as far as was found since this was asked last. */
  default List<PhoneNumber> crowded() {
    return List.of();
  }

  /** Cells of rows that were taken since it was asked last, which were left out. */
  default List<Rejection> leftOut() {
    return List.of();
  }

  /** Who wants to be told what became of the file, as far as its rows were judged. */
  default Notified notified() {
    return new Notified();
  }

  /** Whether the rows judged so far are no texts to send but what people replied (L7). */
  default boolean areReplies() {
    return false;
  }

  /** The columns that texts were filled with, as far as its rows were judged. */
  default Set<String> placeholders() {
    return Set.of();
  }
}
