package org.heed.importing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.address.Sha256;
import org.heed.csv.Cells;
import org.heed.csv.Header;
import org.heed.csv.Row;

/**
 * What tells the same rows of a campaign, however they were saved (R12): neither encoding,
 * delimiter, quotes and line ends count, nor the order of columns and rows, nor how numbers are
 * spelled.
 */
final class Contents {
  private final Header header;
  private final Cells cells;
  private final Senders senders;
  private final MessageDigest digest = Sha256.digest();
  // The sum of the rows' hashes: the order of rows makes no other one.
  private final long[] sum = new long[4];

  Contents(Header header, Cells cells, Senders senders) {
    this.header = header;
    this.cells = cells;
    this.senders = senders;
  }

  void add(List<Row> rows) {
    for (Row row : rows) {
      for (String column : new TreeSet<>(header.columns())) {
        String cell = cell(row, column);
        if (!cell.isEmpty()) {
          digest.update((column + '\0' + cell + '\0').getBytes(StandardCharsets.UTF_8));
        }
      }
      ByteBuffer hash = ByteBuffer.wrap(digest.digest());
      for (int i = 0; i < sum.length; i++) {
        sum[i] += hash.getLong();
      }
    }
  }

  private String cell(Row row, String column) {
    String text = header.cell(row, column).replace("\r\n", "\n").replace('\r', '\n');
    return switch (column) {
      case "phone" -> cells.number(header, row, column).map(PhoneNumber::e164).orElse(text);
      case "from" -> senders.find(text).map(Sender::number).map(PhoneNumber::e164).orElse(text);
      default -> Cells.composed(text);
    };
  }

  /** Of all rows so far, as 64 digits. */
  String hex() {
    ByteBuffer all = ByteBuffer.allocate(32);
    for (long part : sum) {
      all.putLong(part);
    }
    return HexFormat.of().formatHex(all.array());
  }
}
