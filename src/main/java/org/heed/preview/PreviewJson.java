package org.heed.preview;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.csv.FileKind;
import org.heed.importing.Trial;
import org.heed.importing.Verdict;
import org.heed.mail.Letter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A preview as one JSON object, written row by row: nothing of it is kept. */
public final class PreviewJson implements AutoCloseable {
  private final JsonGenerator out;
  private final PrintStream stream;
  private final ZoneId zone;

  public PreviewJson(PrintStream stream, ZoneId zone) {
    this.stream = stream;
    this.zone = zone;
    this.out =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false)
            .build()
            .createGenerator(stream);
  }

  public void begin(Path file, Tonight tonight) {
    out.writeStartObject();
    property("file", String.valueOf(file.getFileName()));
    property("as_of", Institution.local(tonight.at(), zone));
    property("assumed", tonight.words());
    out.writeName("rows");
    out.writeStartArray();
  }

  public void row(PreviewRow row) {
    out.writeRaw("\n");
    out.writePOJO(answer(row, null));
  }

  public void end(Preview.Result result) {
    Verdict verdict = result.verdict();
    FileKind kind = verdict.kind();
    Totals totals = result.totals();
    Trial.PeopleCounts people = result.people();
    Trial.ConsentCounts consent = result.consent();
    out.writeEndArray();
    out.writeRaw("\n");
    property("kind", kind == null ? null : kind.name().toLowerCase(Locale.ROOT));
    property("file_would_be", verdict.fate().name().toLowerCase(Locale.ROOT));
    property("reason", verdict.reason());
    property("note", verdict.note());
    property("unreadable_line", verdict.line() == 0 ? null : verdict.line());
    property("counts", counts(verdict, totals, people, consent));
    if (kind == FileKind.CAMPAIGN && verdict.fate() == Verdict.Fate.TAKEN) {
      property("reasons", reasons(totals));
      property("segments", LengthsAnswer.of(totals.tonight()));
      property("held_segments", LengthsAnswer.of(totals.held()));
      property(
          "messages",
          totals.samples().stream().map(one -> answer(one.row(), one.letter())).toList());
    } else {
      property("reasons", reasons(totals));
    }
    out.writeEndObject();
  }

  private static Map<String, Long> counts(
      Verdict verdict,
      Totals totals,
      Trial.@Nullable PeopleCounts people,
      Trial.@Nullable ConsentCounts consent) {
    Map<String, Long> all = new LinkedHashMap<>();
    all.put("rows", verdict.rows());
    if (people != null) {
      all.put("taken", people.rows() - people.rejected());
      all.put("new_people", people.added());
      all.put("changed_people", people.changed());
      all.put("phones_listed", people.listed());
      all.put("phones_unlisted", people.unlisted());
      all.put("phones_changed", people.relisted());
      all.put("people_turned_off", people.off());
    } else if (consent != null) {
      all.put("taken", consent.rows() - consent.rejected());
      all.put("changing", consent.changing());
      all.put("so_already", consent.rows() - consent.rejected() - consent.changing());
    } else if (verdict.fate() == Verdict.Fate.TAKEN) {
      for (Fate fate : Fate.values()) {
        all.put(fate.word(), totals.of(fate).count());
      }
    }
    all.put("rejected", verdict.rejected());
    return all;
  }

  private record ReasonAnswer(String reason, long count, List<Long> firstLines) {
    private static ReasonAnswer of(Tally.Reason reason) {
      return new ReasonAnswer(
          reason.words(), reason.count(), reason.first().stream().map(PreviewRow::line).toList());
    }
  }

  private static Map<String, List<ReasonAnswer>> reasons(Totals totals) {
    Map<String, List<ReasonAnswer>> all = new LinkedHashMap<>();
    for (Fate fate : Fate.values()) {
      if (fate != Fate.TEXT && totals.of(fate).count() > 0) {
        all.put(fate.word(), totals.of(fate).reasons().stream().map(ReasonAnswer::of).toList());
      }
    }
    return all;
  }

  private record LengthsAnswer(
      long texts,
      long segments,
      long gsm7,
      long ucs2,
      long optOutLines,
      List<OutsiderAnswer> ucs2BecauseOf) {
    private static LengthsAnswer of(Lengths lengths) {
      return new LengthsAnswer(
          lengths.texts(),
          lengths.segments(),
          lengths.gsm7(),
          lengths.ucs2(),
          lengths.optOutLines(),
          lengths.outsiders().stream().map(OutsiderAnswer::of).toList());
    }
  }

  private record OutsiderAnswer(
      String character, String codePoint, @Nullable String name, long texts, long firstLine) {
    private static OutsiderAnswer of(Lengths.Outsider one) {
      return new OutsiderAnswer(
          one.character(),
          "U+%04X".formatted(one.codePoint()),
          Character.getName(one.codePoint()),
          one.texts(),
          one.firstLine());
    }
  }

  private record RejectedAnswer(
      long line, String fate, @Nullable String reason, String column, String value) {}

  private record RowAnswer(
      long line,
      String fate,
      @Nullable String reason,
      @Nullable String studentId,
      @Nullable String phone,
      @Nullable String email,
      @Nullable String to,
      @Nullable String sender,
      @Nullable String senderName,
      @Nullable String subject,
      @Nullable String text,
      @Nullable String encoding,
      List<String> ucs2BecauseOf,
      @Nullable Integer segments,
      boolean optOutLine,
      @Nullable String until) {}

  private Record answer(PreviewRow row, @Nullable Letter letter) {
    String fate = row.fate().word();
    if (row.fate() == Fate.REJECTED) {
      return new RejectedAnswer(row.line(), fate, row.reason(), row.column(), row.value());
    }
    PhoneNumber phone = row.phone();
    Sender sender = row.sender();
    Instant until = row.until();
    boolean texted = row.segments() > 0;
    String email = row.fate() == Fate.EMAIL ? row.email() : null;
    return new RowAnswer(
        row.line(),
        fate,
        row.reason(),
        row.studentId(),
        phone == null ? null : phone.e164(),
        row.email(),
        texted && phone != null ? phone.e164() : email,
        sender == null ? null : sender.number().e164(),
        sender == null ? null : sender.name(),
        letter == null ? row.subject() : letter.subject(),
        letter == null ? row.text() : letter.text(),
        !texted ? null : row.outsideGsm().isEmpty() ? "GSM-7" : "UCS-2",
        row.outsideGsm().stream().map(Character::toString).toList(),
        texted ? row.segments() : null,
        row.optOutLine(),
        until == null ? null : Institution.local(until, zone));
  }

  private void property(String name, @Nullable Object value) {
    out.writeName(name);
    out.writePOJO(value);
  }

  @Override
  public void close() {
    out.close();
    stream.println();
  }
}
