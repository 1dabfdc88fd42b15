package org.heed.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.csv.FileKind;
import org.heed.importing.Trial;
import org.heed.importing.Verdict;
import org.heed.mail.Letter;
import org.heed.preview.Fate;
import org.heed.preview.Lengths;
import org.heed.preview.Preview;
import org.heed.preview.PreviewRow;
import org.heed.preview.Tally;
import org.heed.preview.Tonight;
import org.heed.preview.Totals;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** A preview as one JSON object, written row by row: nothing of it is kept. */
final class PreviewJson implements AutoCloseable {
  private final JsonGenerator out;
  private final PrintStream stream;
  private final ZoneId zone;

  PreviewJson(PrintStream stream, ZoneId zone) {
    this.stream = stream;
    this.zone = zone;
    this.out =
        JsonMapper.builder()
            .configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false)
            .build()
            .createGenerator(stream);
  }

  void begin(Path file, Tonight tonight) {
    out.writeStartObject();
    property("file", String.valueOf(file.getFileName()));
    property("as_of", Institution.local(tonight.at(), zone));
    property("assumed", tonight.words());
    out.writeName("rows");
    out.writeStartArray();
  }

  void row(PreviewRow row) {
    out.writeRaw("\n");
    out.writePOJO(object(row));
  }

  void end(Preview.Result result) {
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
      property("segments", lengths(totals.tonight()));
      property("held_segments", lengths(totals.held()));
      property("messages", totals.samples().stream().map(this::object).toList());
    } else {
      property("reasons", reasons(totals));
    }
    out.writeEndObject();
  }

  private static Map<String, Object> counts(
      Verdict verdict,
      Totals totals,
      Trial.@Nullable PeopleCounts people,
      Trial.@Nullable ConsentCounts consent) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rows", verdict.rows());
    if (people != null) {
      all.put("taken", people.rows() - people.rejected());
      all.put("new_people", people.added());
      all.put("changed_people", people.changed());
      all.put("phones_listed", people.listed());
      all.put("phones_unlisted", people.unlisted());
      all.put("phones_changed", people.relisted());
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

  private static Map<String, Object> reasons(Totals totals) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Fate fate : Fate.values()) {
      if (fate != Fate.TEXT && totals.of(fate).count() > 0) {
        all.put(fate.word(), totals.of(fate).reasons().stream().map(PreviewJson::object).toList());
      }
    }
    return all;
  }

  private static Map<String, Object> object(Tally.Reason reason) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("reason", reason.words());
    all.put("count", reason.count());
    all.put("first_lines", reason.first().stream().map(PreviewRow::line).toList());
    return all;
  }

  private static Map<String, Object> lengths(Lengths lengths) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("texts", lengths.texts());
    all.put("segments", lengths.segments());
    all.put("gsm7", lengths.gsm7());
    all.put("ucs2", lengths.ucs2());
    all.put("opt_out_lines", lengths.optOutLines());
    all.put("ucs2_because_of", lengths.outsiders().stream().map(PreviewJson::object).toList());
    return all;
  }

  private static Map<String, Object> object(Lengths.Outsider one) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("character", one.character());
    all.put("code_point", "U+%04X".formatted(one.codePoint()));
    all.put("name", Character.getName(one.codePoint()));
    all.put("texts", one.texts());
    all.put("first_line", one.firstLine());
    return all;
  }

  private Map<String, @Nullable Object> object(Totals.Sample sample) {
    Letter letter = sample.letter();
    Map<String, @Nullable Object> all = object(sample.row());
    if (letter != null) {
      all.put("subject", letter.subject());
      all.put("text", letter.text());
    }
    return all;
  }

  private Map<String, @Nullable Object> object(PreviewRow row) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    PhoneNumber phone = row.phone();
    Sender sender = row.sender();
    Instant until = row.until();
    boolean texted = row.segments() > 0;
    all.put("line", row.line());
    all.put("fate", row.fate().word());
    all.put("reason", row.reason());
    if (row.fate() == Fate.REJECTED) {
      all.put("column", row.column());
      all.put("value", row.value());
      return all;
    }
    all.put("student_id", row.studentId());
    all.put("phone", phone == null ? null : phone.e164());
    all.put("email", row.email());
    all.put("to", texted && phone != null ? phone.e164() : to(row));
    all.put("sender", sender == null ? null : sender.number().e164());
    all.put("sender_name", sender == null ? null : sender.name());
    all.put("subject", row.subject());
    all.put("text", row.text());
    all.put("encoding", !texted ? null : row.outsideGsm().isEmpty() ? "GSM-7" : "UCS-2");
    all.put("ucs2_because_of", row.outsideGsm().stream().map(Character::toString).toList());
    all.put("segments", texted ? row.segments() : null);
    all.put("opt_out_line", row.optOutLine());
    all.put("until", until == null ? null : Institution.local(until, zone));
    return all;
  }

  private static @Nullable String to(PreviewRow row) {
    return row.fate() == Fate.EMAIL ? row.email() : null;
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
