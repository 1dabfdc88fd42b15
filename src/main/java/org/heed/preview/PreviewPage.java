package org.heed.preview;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.csv.FileKind;
import org.heed.importing.Trial;
import org.heed.importing.Verdict;
import org.heed.mail.Letter;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** A preview as text for people. */
public final class PreviewPage {
  private static final int REASONS = 20;
  private static final int CHARACTERS = 10;

  private final PhoneNumbers numbers;
  private final ZoneId zone;
  private final String tonight;
  private final @Nullable String stopLine;

  /** Of a file that is taken to leave as {@link Tonight} says. */
  public PreviewPage(PhoneNumbers numbers, ZoneId zone, String tonight, @Nullable String stopLine) {
    this.numbers = numbers;
    this.zone = zone;
    this.tonight = tonight;
    this.stopLine = stopLine;
  }

  /**
   * All of it.
   *
   * @param someRows whether to list the first rows of each reason
   */
  public List<String> lines(Preview.Result result, boolean someRows) {
    List<String> lines = new ArrayList<>();
    Verdict verdict = result.verdict();
    Totals totals = result.totals();
    String reason = verdict.reason();
    switch (verdict.fate()) {
      case KNOWN -> lines.add(verdict.name() + ": " + reason);
      case REJECTED -> {
        lines.add(verdict.name() + ": the whole file would be rejected");
        lines.add("Why: " + (verdict.line() > 0 ? "line " + verdict.line() + ": " : "") + reason);
      }
      case TAKEN -> lines.add(verdict.name() + ": " + title(verdict));
    }
    String note = verdict.note();
    if (note != null) {
      lines.add("Note: " + note);
    }
    Trial.PeopleCounts people = result.people();
    Trial.ConsentCounts consent = result.consent();
    if (people != null) {
      people(people, lines);
    } else if (consent != null) {
      consent(consent, lines);
    } else if (verdict.fate() == Verdict.Fate.TAKEN && verdict.kind() == FileKind.CAMPAIGN) {
      campaign(totals, lines, someRows);
    }
    rejected(totals.of(Fate.REJECTED), lines, someRows);
    return lines;
  }

  private String title(Verdict verdict) {
    String rows = Words.count(verdict.rows(), "row");
    if (verdict.kind() == FileKind.CANCEL) {
      return rows + (verdict.reason() == null ? "" : "; " + verdict.reason());
    }
    return verdict.kind() == FileKind.CAMPAIGN
        ? "a campaign of " + rows + ", if it were " + tonight
        : (verdict.kind() == FileKind.PEOPLE ? "people, " : "consent, ") + rows;
  }

  private static void people(Trial.PeopleCounts people, List<String> lines) {
    lines.add("");
    number(lines, people.rows() - people.rejected(), "rows would be taken");
    number(lines, people.rejected(), "rows would be rejected");
    lines.add("");
    number(lines, people.added(), "new people");
    number(lines, people.changed(), "known people with another name or email");
    number(lines, people.listed(), "phones newly listed for somebody");
    number(lines, people.unlisted(), "phones no longer listed for somebody");
    number(lines, people.relisted(), "phones of another type or at another place");
  }

  private static void consent(Trial.ConsentCounts consent, List<String> lines) {
    lines.add("");
    number(lines, consent.changing(), "rows would change a status");
    number(
        lines,
        consent.rows() - consent.rejected() - consent.changing(),
        "rows say what is so already");
    number(lines, consent.rejected(), "rows would be rejected");
  }

  private void campaign(Totals totals, List<String> lines, boolean someRows) {
    lines.add("");
    number(lines, totals.of(Fate.TEXT).count(), "by text" + segments(totals.tonight()));
    number(lines, totals.of(Fate.EMAIL).count(), "by email");
    number(lines, totals.of(Fate.FAIL).count(), "would fail: neither text nor email");
    number(lines, totals.of(Fate.HELD).count(), "held" + segments(totals.held()));
    number(lines, totals.of(Fate.WAITING).count(), "wait for a later send_after");
    number(lines, totals.of(Fate.REJECTED).count(), "rejected");
    number(lines, totals.rows(), "rows");
    lengths(totals.tonight(), "Texts tonight", lines);
    lengths(totals.held(), "Texts that are held", lines);
    if (!totals.samples().isEmpty()) {
      lines.add("");
      lines.add("The first messages");
      totals.samples().forEach(sample -> sample(sample, lines));
    }
    reasons("By email", totals.of(Fate.EMAIL), lines, someRows);
    reasons("Would fail", totals.of(Fate.FAIL), lines, someRows);
    reasons("Held", totals.of(Fate.HELD), lines, someRows);
    reasons("Waiting", totals.of(Fate.WAITING), lines, someRows);
  }

  private static String segments(Lengths lengths) {
    return lengths.texts() == 0 ? "" : ", " + Words.count(lengths.segments(), "segment");
  }

  private void lengths(Lengths lengths, String title, List<String> lines) {
    if (lengths.texts() == 0) {
      return;
    }
    lines.add("");
    lines.add(title + ": " + Words.count(lengths.segments(), "segment"));
    number(
        lines, lengths.gsm7(), "in GSM-7: 160 characters in one segment, 153 in each of several");
    number(lines, lengths.ucs2(), "in UCS-2: 70 in one segment, 67 in each of several");
    if (stopLine != null) {
      number(
          lines,
          lengths.optOutLines(),
          "end with \"" + stopLine + "\", the sender's first to that phone");
    }
    List<Lengths.Outsider> outsiders = lengths.outsiders();
    if (!outsiders.isEmpty()) {
      lines.add("  UCS-2 because of");
    }
    for (Lengths.Outsider one : outsiders.subList(0, Math.min(CHARACTERS, outsiders.size()))) {
      lines.add(
          "    %s  %s, in %s, first in line %d"
              .formatted(
                  one.character(), one.name(), Words.count(one.texts(), "text"), one.firstLine()));
    }
    if (outsiders.size() > CHARACTERS) {
      lines.add("    and " + Words.count(outsiders.size() - CHARACTERS, "more character"));
    }
  }

  private void sample(Totals.Sample sample, List<String> lines) {
    Letter letter = sample.letter();
    lines.add("  " + row(sample.row()));
    if (letter != null) {
      lines.add("    | Subject: " + letter.subject());
    }
    String text = letter == null ? String.valueOf(sample.row().text()) : letter.text();
    text.strip().lines().forEach(line -> lines.add("    | " + line));
  }

  private void reasons(String title, Tally tally, List<String> lines, boolean someRows) {
    if (tally.count() == 0) {
      return;
    }
    lines.add("");
    lines.add(title + ", because");
    List<Tally.Reason> reasons = tally.reasons();
    for (Tally.Reason reason : reasons.subList(0, Math.min(REASONS, reasons.size()))) {
      number(lines, reason.count(), reason.words());
      if (someRows) {
        lines.add(
            "             line "
                + reason.first().stream().map(this::brief).collect(Collectors.joining(", "))
                + more(reason.count() - reason.first().size()));
      }
    }
    if (reasons.size() > REASONS) {
      lines.add("  and " + Words.count(reasons.size() - REASONS, "more reason"));
    }
  }

  private void rejected(Tally tally, List<String> lines, boolean someRows) {
    reasons("Rejected", tally, lines, someRows);
  }

  private String brief(PreviewRow row) {
    Instant until = row.until();
    String student = row.studentId();
    return row.line()
        + (row.value().isBlank() ? "" : " \"" + Words.line(row.value(), 40) + "\"")
        + (student == null ? "" : " (" + student + ")")
        + (until == null ? "" : " until " + Words.time(until, zone));
  }

  /** One row, in a line. */
  public String row(PreviewRow row) {
    String reason = row.reason();
    String student = row.studentId();
    Sender sender = row.sender();
    Instant until = row.until();
    if (row.fate() == Fate.REJECTED) {
      return "line %d: rejected%s%s: %s"
          .formatted(
              row.line(),
              row.column().isEmpty() ? "" : ", " + row.column(),
              row.value().isBlank() ? "" : " \"" + Words.line(row.value(), 40) + "\"",
              reason);
    }
    String how =
        switch (row.fate()) {
          case TEXT, HELD -> "by text to " + national(row.phone());
          case EMAIL -> "by email to " + row.email();
          case WAITING -> "waits";
          default -> "would fail";
        };
    return "line "
        + row.line()
        + (student == null ? "" : ", student " + student)
        + ": "
        + (row.fate() == Fate.HELD ? "held, " : "")
        + how
        + (sender == null ? "" : " from " + sender.name())
        + (until == null ? "" : ", not before " + Words.time(until, zone))
        + (reason == null || row.fate() == Fate.WAITING ? "" : ": " + reason)
        + (row.segments() == 0
            ? ""
            : ", "
                + Words.count(row.segments(), "segment")
                + (row.outsideGsm().isEmpty() ? " GSM-7" : " UCS-2"));
  }

  private String national(@Nullable PhoneNumber phone) {
    return phone == null ? "" : numbers.national(phone);
  }

  private static String more(long count) {
    return count <= 0 ? "" : String.format(Locale.ENGLISH, ", and %,d more", count);
  }

  private static void number(List<String> lines, long count, String words) {
    lines.add(String.format(Locale.ENGLISH, "  %,9d  %s", count, words));
  }
}
