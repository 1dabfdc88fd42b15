package org.heed.storage;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Texts that people, phones and servers bring along, and what a spreadsheet may be given. */
@NullUnmarked
public enum SpreadsheetTexts {
  SUM("=1+1", "'=1+1"),
  PLUS("+1+1", "'+1+1"),
  MINUS("-2+3", "'-2+3"),
  AT("@SUM(1)", "'@SUM(1)"),
  IMPORT("@import", "'@import"),
  PROGRAM("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
  PROGRAM_PLUS("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
  LINK("=HYPERLINK(\"http://example.org\",\"x\")", "'=HYPERLINK(\"http://example.org\",\"x\")"),
  TAB("\t=1", "'\t'=1"),
  TAB_WORD("\tword", "'\tword"),
  RETURN("\r=1", "'\r'=1"),
  LINE("\n=1", "'\n'=1"),
  SPACES("   =1+1", "'   =1+1"),
  NO_BREAK_SPACE("\u00A0=1+1", "'\u00A0=1+1"),
  NO_WIDTH("\u200B=1+1", "'\u200B=1+1"),
  WIDE("\uFF1D1+1", "'\uFF1D1+1"),
  WIDE_AT("\uFF20x", "'\uFF20x"),
  WIDE_PLUS("\uFF0B1", "'\uFF0B1"),
  SMALL("\uFE661+1", "'\uFE661+1"),
  SEPARATOR(";=1", ";'=1"),
  SEPARATORS("x;=1+1;y", "x;'=1+1;y"),
  SEPARATOR_SPACE("x; @A1", "x;' @A1"),
  TAB_INSIDE("x\t=1+1", "x\t'=1+1"),
  LINE_INSIDE("Dear\n=1+1;Pat", "Dear\n'=1+1;Pat"),
  NAME_MINUS("-Smith", "'-Smith"),
  NAME_PLUS("+Plus", "'+Plus"),
  PHONE_SPELLED("+1 (202) 555-0100", "'+1 (202) 555-0100"),
  PHONE("+12025550100", "+12025550100"),
  PHONE_LONG("+4915112345678901", "+4915112345678901"),
  NUMBER("-5", "-5"),
  DECIMAL("-5.25", "-5.25"),
  NUMBERS("3;-5;+6", "3;-5;+6"),
  DAY("2026-11-23", "2026-11-23"),
  TIME("2026-11-23T12:00:00-06:00", "2026-11-23T12:00:00-06:00"),
  APOSTROPHE("O'Brien", "O'Brien"),
  QUOTED("'=1", "'=1"),
  ACCENT("Zo\u00EB", "Zo\u00EB"),
  INSIDE("a=b", "a=b"),
  COMMA("a, -b", "a, -b"),
  SENTENCE("550 5.1.1 no; such user", "550 5.1.1 no; such user"),
  SPACE(" ", " "),
  EMPTY("", "");

  /** As it came. */
  public final String text;

  /** As it stands in a CSV. */
  public final String written;

  SpreadsheetTexts(String text, String written) {
    this.text = text;
    this.written = written;
  }

  /** All of them. */
  public static List<String> texts() {
    return List.of(values()).stream().map(one -> one.text).toList();
  }
}
