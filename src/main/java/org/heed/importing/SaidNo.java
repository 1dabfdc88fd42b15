package org.heed.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.heed.address.PhoneNumber;
import org.heed.consent.ConsentLedger;
import org.heed.consent.FileRow;
import org.heed.consent.SmsStatus;
import org.heed.csv.FileKind;
import org.heed.csv.Header;
import org.heed.csv.ListColumns;
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
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** {@code Do Not Text}, {@code Opt-Out Date}: whatever stands there and does not deny it. */
  private static final Pattern NO =
      Pattern.compile(
          ".*(?:opt(?:s|ed)?outs?|unsub|do(?:no|n)t(?:text|sms|contact|message|send|disturb)|dnc|dnt"
              + "|no(?:sms|texts?|texting|contact)(?![a-z])|blacklist|blocklist|suppress"
              + "|(?:sms|texts?|texting|messag(?:es?|ing))(?:disabled|blocked|off|stopped)).*");

  /** {@code SMS Opt In}, {@code Consent to Text}: what denies it. */
  private static final Pattern YES =
      Pattern.compile(
          ".*(?:opt(?:s|ed)?ins?|consent|subscri"
              + "|(?:sms|texts?|texting|messag(?:es?|ing))(?:status|enabled|allowed|permission"
              + "|permitted|ok|okay|preferences?|eligible|active|optstatus)"
              + "|(?:ok|okay|may|can|allow(?:ed)?|permission|permitted)(?:to|we|i|you)?(?:text|sms)"
              + "|(?:wants?|receives?|gets?)(?:sms|texts?)).*");

  private static final Pattern OF_EMAIL = Pattern.compile("(?!.*(?:sms|text)).*mail.*");
  private static final Pattern DENIES =
      Pattern.compile(
          "n|no|non|nein|f|false|0|off|none|never|not|in|active|enabled|subscribed|ok|okay|optin"
              + "|optedin|notoptedout|unchecked");

  private final Header header;
  private final List<String> columns;
  private final ConsentLedger consent;
  private final Consumer<List<ConsentRow>> results;
  private final ImportFile file;

  /**
   * @param results gets the rows that said so
   */
  SaidNo(
      Header header, ConsentLedger consent, Consumer<List<ConsentRow>> results, ImportFile file) {
    this.header = header;
    this.columns =
        header.columns().stream()
            .filter(column -> !FileKind.PEOPLE.columns().contains(column))
            .toList();
    this.consent = consent;
    this.results = results;
    this.file = file;
  }

  /** Which column of a row says no; null: none does. */
  @Nullable String column(Row row) {
    for (String column : columns) {
      if (isNo(column, header.cell(row, column))) {
        return column;
      }
    }
    return null;
  }

  static boolean isNo(String column, String cell) {
    String name = plain(column);
    if (cell.isBlank() || OF_EMAIL.matcher(name).matches()) {
      return false;
    }
    if (ListColumns.saysNo(cell)) {
      return true;
    }
    return NO.matcher(name).matches()
        ? !DENIES.matcher(plain(cell)).matches()
        : YES.matcher(name).matches()
            && ConsentWord.read(cell).filter(SmsStatus.DISABLED::equals).isPresent();
  }

  private static String plain(String text) {
    return BETWEEN.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
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
