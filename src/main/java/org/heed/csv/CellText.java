package org.heed.csv;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.address.Marks;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a cell of a column: words that programs write for no value are none, and marks
 * nobody sees do not count where a cell names something.
 */
public final class CellText {
  private static final Set<String> TEXTS = Set.of("message", "subject");
  private static final Set<String> NAMES = Set.of("first_name", "last_name");
  private static final Set<String> CODES =
      Set.of(
          "student_id",
          "phone",
          "mobile_phone",
          "home_phone",
          "work_phone",
          "other_phone",
          "email",
          "from",
          "sms_status",
          "at",
          "send_after",
          "notify",
          "if_unknown",
          "urgent",
          "template");

  /** Where a joiner between letters makes another address: {@code EmailAddress} reads them. */
  private static final Set<String> ADDRESSES = Set.of("email", "notify");

  /** As programs write it. A name of {@code Null} or {@code None} is one. */
  private static final Set<String> NONE =
      Set.of("NULL", "null", "\\N", "undefined", "NaN", "nan", "NaT");

  /** As people and programs write it where no such word can be a value. */
  private static final Set<String> NO_CODE =
      Set.of("null", "nil", "nan", "none", "n/a", "na", "undefined", "-", "--", "–", "—", "?", ".");

  private static final Set<String> NO_NAME = Set.of("none", "N/A", "n/a", "-", "--", "–", "—", "?");

  /** What a spreadsheet shows in the place of a value it has lost, in its languages. */
  private static final Pattern LOST =
      Pattern.compile(
          "#{3,}|#(N/A|NV|N/D|REF!|NAME\\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!"
              + "|BUSY!|CONNECT!|UNKNOWN!|ERROR!|GETTING_DATA|BEZUG!|WERT!|ZAHL!|VALEUR!|NOM\\?"
              + "|NOMBRE!|CHAMP!|VERW!|WAARDE!|NAAM\\?|GETAL!|DEEL/0!|N/B|N/DISP|ADR!|ARG!|LICZBA!"
              + "|NAZWA\\?|DZIEL/0!|NÚM!|PYTHON!|Н/Д|ЗНАЧ!|ССЫЛКА!|ИМЯ\\?|ДЕЛ/0!|ЧИСЛО!|[¡¿]?(REF|VALOR|NOMBRE|NUM|DIV/0|NULO)[!?]|RIF!|NOME\\?|VALORE!)|Err:\\d{3}",
          Pattern.CASE_INSENSITIVE);

  /** The same in languages that are not listed: no name, id or address is written so. */
  private static final Pattern LIKE_LOST =
      Pattern.compile("#[\\p{Lu}\\d/_¡¿]{1,20} ?[!?]|#\\p{Lu}/\\p{Lu}{1,4}|#[A-Z]{3,10}");

  /** No value as programs and pivot tables write it; nobody sends this as a text. */
  private static final Pattern BRACKETED =
      Pattern.compile(
          "[(\\[<{](null|nil|none|na|n/a|nan|nat|blank|empty|undefined|missing|no value)[)\\]>}]"
              + "|\\[object \\w+]|%!\\w\\(<nil>\\)",
          Pattern.CASE_INSENSITIVE);

  /** What table tools and web pages leave in a text in the place of a value or a character. */
  private static final Pattern LEFT =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}#])#(?:N/A|NV|REF!|NAME\\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!"
              + "|BEZUG!|WERT!|VALEUR!|NOM\\?|[¡¿]?(?:REF|VALOR|NOMBRE)[!?])|_x00[01][0-9A-F]_"
              + "|^=(?:[A-Z]{1,3}\\$?\\d+\\b|[A-Z.]{2,}\\(|\").*|=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3}|(?<=\\p{L})\\\\u00[c-fC-F][0-9a-fA-F]"
              + "|(?<!\\S)[^\\s/:?=&#%]*(?:%[C-F][0-9A-F](?:%[89AB][0-9A-F]){1,3})|(?i:&(?:nbsp|amp|lt|gt|quot|apos"
              + "|[lr][sd]quo|[nm]dash|hellip|bull|copy|euro|pound|i(?:excl|quest)|[aeiouncy]"
              + "(?:acute|grave|circ|tilde|uml|cedil)|szlig|#\\d{2,5}|#x[0-9a-f]{2,5});)|(?i:</(?:p|div|span|strong)>|^<(?:p|div|span|html)(?:"
              + " [^<>]*)?>|(?<=\\S)<br ?/?>)",
          Pattern.DOTALL);

  /** What tools put in the place of a value, and what they make of one. */
  private static final Pattern NOT_A_VALUE =
      Pattern.compile(
          "#(?:VALUE|NAME|NULL|REF|NUM|SPILL|CALC|EXTERNAL|ERROR)[!?]?|Loading\\.\\.\\."
              + "|\\d+(?:[.,]\\d+)?[Ee][+]\\d+|0?1/0?0/(?:19)?00|\\{\\{?[^{}]+\\}\\}?|\\$\\{.+\\}"
              + "|%[\\p{L}_]+%|<<.+>>|\\*\\|.+\\|\\*|[\\p{L}\\[]\\w*(?:\\.\\w+)+;?@[0-9a-f]+");

  private static final Pattern NUMBER = Pattern.compile("^(\\d+)[.,]0+$");

  private CellText() {}

  /** What a cell says; empty: nothing. */
  static String read(String column, String cell) {
    String text = Header.trim(cell);
    if (TEXTS.contains(column) || text.isEmpty()) {
      return text;
    }
    if (CODES.contains(column)) {
      String visible = Marks.without(text);
      if (column.equals("student_id")) {
        visible = NUMBER.matcher(visible).replaceFirst("$1");
      }
      if (NO_CODE.contains(visible.toLowerCase(Locale.ROOT)) || none(visible)) {
        return "";
      }
      return ADDRESSES.contains(column) && !visible.isEmpty() ? text : visible;
    }
    boolean none = none(text) || (NAMES.contains(column) && NO_NAME.contains(text));
    // A placeholder's cell; in any other a value that is lost is told.
    return none || (!NAMES.contains(column) && lost(text)) ? "" : text;
  }

  /** Why no text can have this in it; null: it may. */
  public static @Nullable String problem(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return Phrases.of("cell.nul");
      }
      if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
        return Phrases.of("cell.control", "%02X".formatted((int) c));
      }
    }
    return Mojibake.problem(text);
  }

  /** What stands in a text that is none of it; null: nothing. */
  public static @Nullable String leftOver(String text) {
    Matcher left = LEFT.matcher(text);
    return left.find() ? Words.line(left.group(), 30) : null;
  }

  /** Whether a tool has lost the value that a text was to be filled with. */
  public static boolean isLost(String value) {
    return NOT_A_VALUE.matcher(value).matches() || leftOver(value) != null;
  }

  /** Why this is no value in a column; null: it may be one. */
  static @Nullable String noValue(String column, String text) {
    boolean none = TEXTS.contains(column) && (text.equals("NULL") || bracketed(text));
    if (none || lost(text) || (isName(column) && LIKE_LOST.matcher(text).matches())) {
      return Phrases.of("cell.none", Words.begin(text, 30));
    }
    return null;
  }

  private static boolean none(String text) {
    return NONE.contains(text) || bracketed(text);
  }

  private static boolean bracketed(String text) {
    return !text.isEmpty()
        && "([<{%".indexOf(text.charAt(0)) >= 0
        && BRACKETED.matcher(text).matches();
  }

  private static boolean isName(String column) {
    return CODES.contains(column) || NAMES.contains(column);
  }

  private static boolean lost(String text) {
    return !text.isEmpty()
        && (text.charAt(0) == '#' || text.charAt(0) == 'E')
        && LOST.matcher(text).matches();
  }
}
