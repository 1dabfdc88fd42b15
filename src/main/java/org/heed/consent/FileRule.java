package org.heed.consent;

import static org.heed.consent.ConsentLedger.STAYS;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heed.address.PhoneNumber;
import org.heed.consent.FileRefusal.Cause;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * Judges the rows of a consent file one after the other (L4): off is never refused; on is, where
 * the person said no.
 */
final class FileRule {
  private static final FileResult NOTHING_NEW = new FileResult(null, false, null);

  private final Map<PhoneNumber, List<ConsentEvent>> events;
  private final Instant takenAt;
  private final ZoneId zone;
  private final List<Entry> taken = new ArrayList<>();

  /**
   * @param events of the rows' phones; grows by the rows taken
   * @param takenAt when rows without a time happened
   * @param zone for dates in reasons
   */
  FileRule(Map<PhoneNumber, List<ConsentEvent>> events, Instant takenAt, ZoneId zone) {
    this.events = events;
    this.takenAt = takenAt;
    this.zone = zone;
  }

  /** What becomes of the row. */
  FileResult judge(FileRow row) {
    List<ConsentEvent> before = events.computeIfAbsent(row.phone(), phone -> new ArrayList<>());
    return row.status() == SmsStatus.DISABLED ? off(row, before) : on(row, before);
  }

  /** Whether nothing says on what consent of this phone would rest now (E4). */
  boolean restsOnNothing(PhoneNumber phone) {
    return StatusProjection.standing(events.getOrDefault(phone, List.of())).stream()
        .allMatch(event -> event.basis() == null);
  }

  /** The rows that the ledger keeps, in their order. */
  List<Entry> taken() {
    return taken;
  }

  /**
   * Kept also where the phone is off already: it stands against a START of before that is read
   * later. Nothing new is only what a later off, of a file or of staff, has said.
   */
  private FileResult off(FileRow row, List<ConsentEvent> before) {
    Instant at = row.at();
    Entry entry = Entry.of(row, at == null || at.isAfter(takenAt) ? afterAll(before, takenAt) : at);
    if (before.stream()
        .anyMatch(
            event -> !event.isSaid() && event.isOff() && !event.here().isBefore(entry.here()))) {
      return NOTHING_NEW;
    }
    SmsStatus was = StatusProjection.status(before);
    before.add(entry.asEvent(taken.size()));
    taken.add(entry);
    ConsentEvent deciding = StatusProjection.deciding(before).orElseThrow();
    return deciding.isOff()
        ? new FileResult(null, was != SmsStatus.DISABLED, null)
        : new FileResult(
            null, false, STAYS + Phrases.of("row.stays.on", date(deciding), deciding.evidence()));
  }

  private FileResult on(FileRow row, List<ConsentEvent> before) {
    Instant at = row.at();
    if (at != null && at.isAfter(takenAt)) {
      return refused(Cause.FUTURE, Phrases.of("row.future", Words.date(at.atZone(zone))));
    }
    Optional<ConsentEvent> no = StatusProjection.said(before).filter(ConsentEvent::isOff);
    if (no.isPresent()) {
      return refused(
          Cause.OPT_OUT, Phrases.of("row.said.no.before", date(no.get()), no.get().evidence()));
    }
    boolean wasOn = StatusProjection.status(before) == SmsStatus.ENABLED;
    if (wasOn && !isNewBasis(row.basis(), before)) {
      return NOTHING_NEW;
    }
    Entry entry = Entry.of(row, at == null ? afterAll(before, takenAt) : at);
    before.add(entry.asEvent(taken.size()));
    ConsentEvent deciding = StatusProjection.deciding(before).orElseThrow();
    if (deciding.isOff()) {
      before.remove(before.size() - 1);
      return new FileResult(
          null, false, STAYS + Phrases.of("row.stays.off", date(deciding), deciding.evidence()));
    }
    if (wasOn && !isKept(before)) {
      before.remove(before.size() - 1);
      return new FileResult(null, false, STAYS + Phrases.of("row.stays.basis"));
    }
    taken.add(entry);
    return new FileResult(null, !wasOn, null);
  }

  /** Whether it is given, and was not since the phone was off last (E4). */
  static boolean isNewBasis(@Nullable Basis basis, List<ConsentEvent> before) {
    return basis != null
        && StatusProjection.standing(before).stream()
            .noneMatch(event -> basis.key().equals(event.basis()));
  }

  private static boolean isKept(List<ConsentEvent> events) {
    return StatusProjection.standing(events).contains(events.get(events.size() - 1));
  }

  /** What becomes of a row of people with a basis: it never turns on what is off. */
  FileResult give(FileRow row) {
    List<ConsentEvent> before = events.computeIfAbsent(row.phone(), phone -> new ArrayList<>());
    Optional<ConsentEvent> off = StatusProjection.deciding(before).filter(ConsentEvent::isOff);
    return off.map(event -> refused(Cause.OPT_OUT, noBasis(event)))
        .orElseGet(() -> on(row, before));
  }

  private String noBasis(ConsentEvent off) {
    return Phrases.of("basis.off", date(off), off.evidence());
  }

  /**
   * When something happened that is decided now: after everything that is known, whatever this
   * machine's clock shows.
   */
  static Instant afterAll(List<ConsentEvent> events, Instant now) {
    return events.stream()
        .map(event -> event.here().plusSeconds(1))
        .filter(after -> !after.isBefore(now))
        .max(Instant::compareTo)
        .orElse(now);
  }

  private String date(ConsentEvent event) {
    return Words.date(event.occurredAt().atZone(zone));
  }

  static FileResult refused(Cause cause, String why) {
    return new FileResult(new FileRefusal(cause, why), false, null);
  }
}
