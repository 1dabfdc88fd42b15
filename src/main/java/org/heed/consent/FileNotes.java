package org.heed.consent;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.settings.ConsentSettings;
import org.heed.words.Phrases;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What whoever turns phones on by a file is told of those to which no text goes all the same: for
 * want of a basis (E4), or until somebody has decided about a reply (L3).
 */
final class FileNotes {
  private static final String HELD =
      """
      select f.number from phone f where f.number in (:numbers) and (%s) is not null
      """
          .formatted(PhoneBook.HELD);

  private final JdbcClient jdbc;
  private final ConsentSettings properties;

  FileNotes(JdbcClient jdbc, ConsentSettings properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  /** Judges rows in their order, each with what is told of it. */
  List<FileResult> judged(List<FileRow> rows, FileRule rule) {
    Set<PhoneNumber> held = held(rows);
    return rows.stream()
        .map(row -> noted(row, rule.judge(row), rule, held.contains(row.phone())))
        .toList();
  }

  private Set<PhoneNumber> held(List<FileRow> rows) {
    Set<PhoneNumber> held = new HashSet<>();
    Pages.eachOfNumbers(
        rows.stream().filter(row -> row.status() == SmsStatus.ENABLED).map(FileRow::phone).toList(),
        page ->
            jdbc.sql(HELD)
                .param("numbers", page)
                .query(String.class)
                .list()
                .forEach(number -> held.add(new PhoneNumber(number))));
    return held;
  }

  private FileResult noted(FileRow row, FileResult result, FileRule rule, boolean held) {
    if (row.status() != SmsStatus.ENABLED || result.refusal() != null) {
      return result;
    }
    if (held) {
      return new FileResult(null, result.changed(), Phrases.of("row.held"));
    }
    return properties.requireBasis() && result.note() == null && rule.restsOnNothing(row.phone())
        ? new FileResult(null, result.changed(), Phrases.of("row.no.basis"))
        : result;
  }
}
