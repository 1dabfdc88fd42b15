package org.heed.importing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.heed.consent.SmsStatus;
import org.heed.csv.FileKind;
import org.heed.csv.Header;
import org.heed.csv.ListColumns;
import org.heed.csv.Row;
import org.jspecify.annotations.Nullable;

/** The columns of a file that are none of its kind's own, and may say no (L7). */
final class NoColumns {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final Pattern OF_EMAIL = Pattern.compile("(?!.*(?:sms|text)).*mail.*");
  private static final Pattern DENIES =
      Pattern.compile(
          "n|no|non|nein|f|false|0|off|none|never|not|in|active|enabled|subscribed|ok|okay|optin"
              + "|optedin|notoptedout|unchecked");

  private final Header header;
  private final FileKind kind;
  private final List<String> columns;
  private final Set<String> used = new HashSet<>();

  NoColumns(Header header, FileKind kind) {
    this.header = header;
    this.kind = kind;
    this.columns =
        header.columns().stream().filter(column -> !kind.columns().contains(column)).toList();
  }

  /** Which column of a row says no; null: none does. */
  @Nullable String of(Row row) {
    for (String column : columns) {
      if (isNo(kind, column, header.cell(row, column))) {
        used.add(column);
        return column;
      }
    }
    return null;
  }

  /** The columns that said no in some row so far. */
  Set<String> used() {
    return used;
  }

  static boolean isNo(FileKind kind, String column, String cell) {
    String name = plain(column);
    if (cell.isBlank() || OF_EMAIL.matcher(name).matches()) {
      return false;
    }
    if (ListColumns.saysNo(cell)) {
      return true;
    }
    return (kind == FileKind.CONSENT
            ? ListColumns.namesNoInConsents(column)
            : ListColumns.namesNo(column))
        ? !DENIES.matcher(plain(cell)).matches()
        : ListColumns.namesYes(column)
            && ConsentWord.read(cell).filter(SmsStatus.DISABLED::equals).isPresent();
  }

  private static String plain(String text) {
    return BETWEEN.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
  }
}
