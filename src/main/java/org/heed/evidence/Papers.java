package org.heed.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.heed.address.PhoneNumbers;
import org.heed.page.EvidencePage;
import org.heed.storage.CsvFile;
import org.heed.words.Phrases;
import org.heed.words.Words;

/** Page and table: the same bytes from the same case, here and where it is verified. */
final class Papers {
  private static final PhoneNumbers NUMBERS = new PhoneNumbers("US");

  private final CaseFile file;

  Papers(CaseFile file) {
    this.file = file;
  }

  byte[] csv() {
    try {
      StringWriter text = new StringWriter();
      text.write('\uFEFF');
      CSVPrinter csv = new CSVPrinter(text, CSVFormat.DEFAULT);
      csv.printRecord(
          List.of(
              "at", "what", "phone", "sender", "words", "how", "by", "reason", "basis", "seal"));
      for (Item item : file.items()) {
        List<String> cells = new ArrayList<>();
        cells.add(item.at());
        cells.add(Phrases.of("evidence.what." + item.what()));
        cells.addAll(List.of(item.phone(), item.sender(), item.words(), item.how(), item.by()));
        cells.addAll(List.of(item.reason(), item.basis(), seal(item)));
        csv.printRecord(cells.stream().map(CsvFile::harmless).toList());
      }
      return text.toString().getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] page() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String zone = file.zone();
    new EvidencePage(
            told(String.join(", ", file.people())),
            Phrases.of(
                "evidence.asof",
                time(file.until()),
                zone,
                file.institution().isEmpty()
                    ? ""
                    : Phrases.of("evidence.made.by", file.institution()),
                time(file.madeAt()),
                file.version()),
            file.status().stream().map(this::status).toList(),
            file.items().stream().map(this::line).toList(),
            file.phones().stream().map(this::listed).toList(),
            file.files().stream().map(this::source).toList(),
            Phrases.of("evidence.seal", file.head()))
        .write(out);
    return out.toByteArray();
  }

  /** With phones and times as people read them; alike on each machine, whatever its country. */
  private String told(String stored) {
    return Words.times(NUMBERS.told(stored), file.where());
  }

  private String time(String at) {
    return Words.second(Instant.parse(at), file.where());
  }

  private static String seal(Item item) {
    return item.position() == 0 ? "" : String.valueOf(item.position());
  }

  private EvidencePage.Line line(Item item) {
    return new EvidencePage.Line(
        time(item.at()),
        Phrases.of("evidence.what." + item.what()),
        item.what().replace('.', ' '),
        told(way(item)),
        late(item),
        item.words(),
        told(item.how()),
        item.by(),
        item.reason(),
        item.basis(),
        seal(item));
  }

  private static String way(Item item) {
    if (item.phone().isEmpty() || item.sender().isEmpty()) {
      return item.phone() + item.sender();
    }
    String way =
        switch (item.what()) {
          case "text.sent", "text.not", "email.sent", "email.not" -> "to";
          case "reply" -> "from";
          default -> "of";
        };
    return Phrases.of("evidence.way." + way, item.phone(), item.sender());
  }

  /** How long after an opt-out of its phone a text went; empty: there was none that stood. */
  private String late(Item item) {
    return item.what().equals("text.sent")
        ? standing(item)
            .map(
                off ->
                    Phrases.of(
                        "evidence.late",
                        distance(
                            Duration.between(Instant.parse(off.at()), Instant.parse(item.at()))),
                        time(off.at())))
            .orElse("")
        : "";
  }

  /** The latest that was said of this text's phone before it, where that is an opt-out. */
  private Optional<Item> standing(Item text) {
    return file.items().stream()
        .filter(one -> one.phone().equals(text.phone()))
        .filter(one -> one.what().equals("off") || one.what().equals("on"))
        .filter(one -> isAfter(text, one))
        .max(Comparator.comparing((Item one) -> Instant.parse(one.at())).thenComparing(Item::what))
        .filter(one -> one.what().equals("off"));
  }

  /** Whether it went after this was said; what turned texts on in that very moment was before. */
  private static boolean isAfter(Item text, Item said) {
    Instant at = Instant.parse(text.at());
    Instant since = Instant.parse(said.at());
    return at.isAfter(since) || (at.equals(since) && said.what().equals("on"));
  }

  private List<String> listed(CaseFile.Listed one) {
    return List.of(
        told(one.phone()),
        one.type(),
        one.whose(),
        time(one.from()) + (one.evidence().isEmpty() ? "" : ", " + one.evidence()),
        one.until().isEmpty() ? "" : time(one.until()));
  }

  private List<String> source(CaseFile.Source one) {
    return List.of(one.name(), one.kind(), time(one.takenAt()), one.sha256());
  }

  /** Who, what, when and how it is known, and what was sent after that. */
  private EvidencePage.Status status(CaseFile.Status one) {
    Item item =
        file.items().stream()
            .filter(each -> one.position() > 0 && each.position() == one.position())
            .findFirst()
            .orElse(null);
    if (item == null) {
      return new EvidencePage.Status(
          told(one.phone()), Phrases.of("evidence.status.DEFAULT"), "none", "", "", "");
    }
    Instant since = Instant.parse(item.at());
    Map<String, Instant> sent = new TreeMap<>();
    long after = 0;
    for (Item each : file.items()) {
      if (each.what().equals("text.sent") && each.phone().equals(one.phone())) {
        sent.put("last", Instant.parse(each.at()));
        after += isAfter(each, item) ? 1 : 0;
      }
    }
    Instant last = sent.get("last");
    String texts =
        last == null
            ? Phrases.of("evidence.no.text")
            : Phrases.of(
                "evidence.texts",
                after,
                Words.second(last, file.where()),
                distance(Duration.between(since, last)));
    long late =
        file.items().stream()
            .filter(each -> each.phone().equals(one.phone()) && !late(each).isEmpty())
            .count();
    return new EvidencePage.Status(
        told(one.phone()),
        Phrases.of("evidence.status." + one.status()),
        item.what(),
        time(item.at()),
        said(item) + told(item.how()) + (item.reason().isEmpty() ? "" : ": " + item.reason()),
        late == 0 ? texts : texts + " " + Phrases.of("evidence.late.count", late));
  }

  /** The reply that an opt-out rests on, in its own words, and from which other phone it came. */
  private String said(Item item) {
    return file.items().stream()
        .filter(one -> one.what().equals("reply") && item.how().contains(one.how()))
        .findFirst()
        .map(
            one ->
                one.phone().equals(item.phone())
                    ? Phrases.of("evidence.said", one.words())
                    : Phrases.of("evidence.said.from", one.words(), told(one.phone())))
        .orElse("");
  }

  private static String distance(Duration distance) {
    Duration length = distance.abs();
    String words =
        length.toHours() >= 48
            ? Words.count(length.toDays(), "day")
            : length.toMinutes() >= 120
                ? Words.count(length.toHours(), "hour")
                : length.toSeconds() >= 120
                    ? Words.count(length.toMinutes(), "minute")
                    : Words.count(length.toSeconds(), "second");
    return Phrases.of(distance.isNegative() ? "evidence.before" : "evidence.after", words);
  }
}
