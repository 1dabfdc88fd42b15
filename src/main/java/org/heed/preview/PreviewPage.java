package org.heed.preview;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumbers;
import org.heed.csv.FileKind;
import org.heed.importing.Trial;
import org.heed.importing.Verdict;
import org.heed.mail.Letter;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** A preview as text for people. */
public final class PreviewPage {
  private static final int REASONS = 20;
  static final int CHARACTERS = 10;

  private final RowLines rows;
  private final String tonight;
  private final @Nullable String stopLine;

  /** Of a file that is taken to leave as {@link Tonight} says. */
  public PreviewPage(PhoneNumbers numbers, ZoneId zone, String tonight, @Nullable String stopLine) {
    this.rows = new RowLines(numbers, zone);
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
        lines.add(Phrases.of("preview.rejected", verdict.name()));
        lines.add(
            Phrases.of(
                "file.why",
                (verdict.line() > 0 ? Phrases.of("row.line", verdict.line()) + ": " : "")
                    + reason));
      }
      case TAKEN -> lines.add(verdict.name() + ": " + title(verdict));
    }
    String note = verdict.note();
    if (note != null) {
      lines.add(Phrases.of("preview.note", note));
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
    return Phrases.of("preview.of." + verdict.kind(), rows, tonight);
  }

  private static void people(Trial.PeopleCounts people, List<String> lines) {
    lines.add("");
    number(lines, people.rows() - people.rejected(), Phrases.of("preview.taken"));
    number(lines, people.rejected(), Phrases.of("preview.rows.rejected"));
    lines.add("");
    number(lines, people.added(), Phrases.of("preview.people.added"));
    number(lines, people.changed(), Phrases.of("preview.people.changed"));
    number(lines, people.listed(), Phrases.of("preview.phones.listed"));
    number(lines, people.unlisted(), Phrases.of("preview.phones.unlisted"));
    number(lines, people.relisted(), Phrases.of("preview.phones.relisted"));
    number(lines, people.off(), Phrases.of("preview.people.off"));
  }

  private static void consent(Trial.ConsentCounts consent, List<String> lines) {
    lines.add("");
    number(lines, consent.changing(), Phrases.of("preview.changing"));
    number(
        lines,
        consent.rows() - consent.rejected() - consent.changing(),
        Phrases.of("preview.already.so"));
    number(lines, consent.rejected(), Phrases.of("preview.rows.rejected"));
  }

  private void campaign(Totals totals, List<String> lines, boolean someRows) {
    lines.add("");
    number(
        lines,
        totals.of(Fate.TEXT).count(),
        Phrases.of("preview.fate.TEXT") + segments(totals.tonight()));
    number(lines, totals.of(Fate.EMAIL).count(), Phrases.of("preview.fate.EMAIL"));
    number(lines, totals.of(Fate.FAIL).count(), Phrases.of("preview.failing"));
    number(
        lines,
        totals.of(Fate.HELD).count(),
        Phrases.of("preview.fate.HELD") + segments(totals.held()));
    number(lines, totals.of(Fate.WAITING).count(), Phrases.of("preview.waiting"));
    number(lines, totals.of(Fate.REJECTED).count(), Phrases.of("preview.fate.REJECTED"));
    number(lines, totals.rows(), Phrases.of("preview.rows"));
    lengths(totals.tonight(), Phrases.of("preview.tonights"), lines);
    lengths(totals.held(), Phrases.of("preview.helds"), lines);
    if (!totals.samples().isEmpty()) {
      lines.add("");
      lines.add(Phrases.of("preview.first"));
      totals.samples().forEach(sample -> sample(sample, lines));
    }
    reasons(Phrases.of("preview.emails"), totals.of(Fate.EMAIL), lines, someRows);
    reasons(Phrases.of("preview.fails"), totals.of(Fate.FAIL), lines, someRows);
    reasons(Phrases.of("preview.held"), totals.of(Fate.HELD), lines, someRows);
    reasons(Phrases.of("preview.waits"), totals.of(Fate.WAITING), lines, someRows);
  }

  private static String segments(Lengths lengths) {
    return lengths.texts() == 0 ? "" : ", " + Words.count(lengths.segments(), "segment");
  }

  private void lengths(Lengths lengths, String title, List<String> lines) {
    if (lengths.texts() == 0) {
      return;
    }
    lines.add("");
    lines.add(title + ": " + Phrases.of("preview.segments", lengths.segments()));
    number(lines, lengths.gsm7(), Phrases.of("preview.plain"));
    number(lines, lengths.ucs2(), Phrases.of("preview.dear"));
    if (stopLine != null) {
      number(lines, lengths.optOutLines(), Phrases.of("preview.stop.line", stopLine));
    }
    List<Lengths.Outsider> outsiders = lengths.outsiders();
    if (!outsiders.isEmpty()) {
      lines.add(
          "  "
              + Phrases.of(
                  lengths.spared() == 0 ? "preview.dear.free" : "preview.dear.because",
                  lengths.ucs2(),
                  lengths.dear(),
                  lengths.dear() - lengths.spared()));
    }
    for (Lengths.Outsider one : outsiders.subList(0, Math.min(CHARACTERS, outsiders.size()))) {
      lines.add(
          "    "
              + Phrases.of(
                  "preview.character",
                  one.character(),
                  one.name(),
                  Words.count(one.texts(), "text"),
                  one.firstLine()));
    }
    if (outsiders.size() > CHARACTERS) {
      lines.add(
          "    "
              + Phrases.of(
                  "preview.and", Words.count(outsiders.size() - CHARACTERS, "more character")));
    }
  }

  private void sample(Totals.Sample sample, List<String> lines) {
    Letter letter = sample.letter();
    lines.add("  " + rows.line(sample.row()));
    if (letter != null) {
      lines.add("    | " + Phrases.of("preview.subject", letter.subject()));
    }
    String text = letter == null ? String.valueOf(sample.row().text()) : letter.text();
    text.strip().lines().forEach(line -> lines.add("    | " + line));
  }

  private void reasons(String title, Tally tally, List<String> lines, boolean someRows) {
    if (tally.count() == 0) {
      return;
    }
    lines.add("");
    lines.add(Phrases.of("preview.because", title));
    List<Tally.Reason> reasons = tally.reasons();
    for (Tally.Reason reason : reasons.subList(0, Math.min(REASONS, reasons.size()))) {
      number(lines, reason.count(), reason.words());
      if (someRows) {
        lines.add(
            "             "
                + Phrases.of(
                    "preview.lines",
                    reason.first().stream().map(rows::brief).collect(Collectors.joining(", "))
                        + more(reason.count() - reason.first().size())));
      }
    }
    if (reasons.size() > REASONS) {
      lines.add(
          "  " + Phrases.of("preview.and", Words.count(reasons.size() - REASONS, "more reason")));
    }
  }

  private void rejected(Tally tally, List<String> lines, boolean someRows) {
    reasons(Phrases.of("preview.rejects"), tally, lines, someRows);
  }

  /** One row, in a line. */
  public String row(PreviewRow row) {
    return rows.line(row);
  }

  private static String more(long count) {
    return count <= 0 ? "" : Phrases.of("preview.more", count);
  }

  private static void number(List<String> lines, long count, String words) {
    lines.add(String.format(Locale.ENGLISH, "  %,9d  %s", count, words));
  }
}
