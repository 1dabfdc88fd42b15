package org.heed.importing;

import org.heed.csv.FileKind;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a file as a whole.
 *
 * @param name as it would be known by
 * @param kind null: it could not be told
 * @param reason why it is not taken; null: it is
 * @param note what there is to say of a file that is taken; null: nothing
 * @param rows how many it has, blank ones left out
 * @param rejected how many of a campaign's cannot be taken, as the file is judged as a whole
 * @param line where it cannot be read; 0: the file as a whole
 */
public record Verdict(
    String name,
    @Nullable FileKind kind,
    Fate fate,
    @Nullable String reason,
    @Nullable String note,
    long rows,
    long rejected,
    long line) {

  /** KNOWN: the same content was taken before, so that nothing is queued. */
  public enum Fate {
    TAKEN,
    KNOWN,
    REJECTED
  }

  /** The same once every row of a people file was judged. */
  public Verdict of(long all, long refused) {
    return refused < all
        ? new Verdict(name, kind, fate, reason, note, all, refused, line)
        : new Verdict(
            name, kind, Fate.REJECTED, Phrases.of("import.no.row"), null, all, refused, line);
  }
}
