package org.heed.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the judge found. */
final class Verdict {
  /** What must not be. */
  enum Violation {
    TEXT_LOST,
    TEXT_DOUBLED,
    TEXT_ASTRAY,
    TEXTED_AND_MAILED,
    TEXT_WITHHELD,
    TEXT_AFTER_OPT_OUT,
    TEXT_AFTER_LATE_OPT_OUT,
    TWO_AT_ONCE,
    MAIL_LOST,
    MAIL_ASTRAY,
    MAIL_DOUBLED_UNDER_OTHER_ID
  }

  private final Map<Violation, List<String>> found = new EnumMap<>(Violation.class);
  private long accepted;
  private long refused;
  private int mails;
  private int mailsDoubled;
  private int afterShown;
  private long longestMillis;

  void add(Violation violation, String words) {
    found.computeIfAbsent(violation, key -> new ArrayList<>()).add(words);
  }

  /** What was counted of one message. */
  void count(long texts, long refusals, int letters) {
    accepted += texts;
    refused += refusals;
    mails += letters;
    mailsDoubled += Math.max(0, letters - 1);
  }

  /** A text to somebody whose late refusal the gateway's list had shown for so long. */
  void afterShown(long nanos) {
    afterShown++;
    longestMillis = Math.max(longestMillis, TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  int mailsDoubled() {
    return mailsDoubled;
  }

  boolean lostNothing() {
    return !found.containsKey(Violation.TEXT_LOST) && !found.containsKey(Violation.MAIL_LOST);
  }

  /** With a few examples each. */
  List<String> violations() {
    return found.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + " "
                    + entry.getValue().size()
                    + ": "
                    + entry.getValue().stream().limit(5).toList())
        .toList();
  }

  /** What was counted, and each violation, found or not. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("texts accepted", accepted));
    lines.add(line("texts refused", refused));
    lines.add(line("texts after late refusal", afterShown));
    lines.add(line("  longest after it, ms", longestMillis));
    lines.add(line("mails", mails));
    lines.add(line("mails doubled, same id", mailsDoubled));
    for (Violation violation : Violation.values()) {
      lines.add(
          line(
              violation.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
              found.getOrDefault(violation, List.of()).size()));
    }
    return lines;
  }

  static String line(String name, Object value) {
    return String.format("  %-28s %s", name, value);
  }
}
