package org.heed.preview;

import java.time.Instant;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.csv.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file and what would become of it.
 *
 * @param line as a spreadsheet counts
 * @param reason why it does not simply go out as a text; null: it does
 * @param studentId whom it is for; null: known by a phone only, or rejected
 * @param phone where a text would go, or what the row names
 * @param email where an email would go
 * @param text as it would read; null: rejected
 * @param optOutLine whether how to stop was added to it (R8)
 * @param segments of the text; 0: it is no text
 * @param outsideGsm the characters that force UCS-2; empty: it is GSM-7, or no text
 * @param until when it would go; null: tonight, or never
 * @param column of a rejected row; empty: the row as a whole
 * @param value what stands there
 */
public record PreviewRow(
    long line,
    Fate fate,
    @Nullable String reason,
    @Nullable String studentId,
    @Nullable PhoneNumber phone,
    @Nullable String email,
    @Nullable Sender sender,
    @Nullable String subject,
    @Nullable String text,
    boolean optOutLine,
    int segments,
    List<Integer> outsideGsm,
    @Nullable Instant until,
    String column,
    String value) {

  static PreviewRow rejected(Rejection row) {
    return new PreviewRow(
        row.line(),
        Fate.REJECTED,
        row.reason(),
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        0,
        List.of(),
        null,
        row.column(),
        row.value());
  }
}
