package org.heed.consent;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** Judges the rows of a consent file one after the other: what the person said stands (L4). */
final class FileRule {
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

  /** Why the row is refused; null: it is taken, or changes nothing. */
  @Nullable String judge(FileRow row) {
    Instant at = row.at();
    if (at != null && at.isAfter(takenAt)) {
      return "at: found " + at.atZone(zone).toLocalDate() + ", expected no time in the future";
    }
    List<ConsentEvent> before = events.computeIfAbsent(row.phone(), phone -> new ArrayList<>());
    if (StatusProjection.status(before) == row.status()) {
      return null;
    }
    Optional<ConsentEvent> said =
        StatusProjection.deciding(
            before.stream().filter(event -> event.learnedFrom().saidByThePerson()).toList());
    if (said.isPresent() && said.get().status() != row.status()) {
      return contradiction(said.get());
    }
    Entry entry = Entry.of(row, takenAt);
    before.add(entry.asEvent(taken.size()));
    if (StatusProjection.status(before) == row.status()) {
      taken.add(entry);
    } else {
      before.remove(before.size() - 1);
    }
    return null;
  }

  /** The rows that change something, in their order. */
  List<Entry> taken() {
    return taken;
  }

  private String contradiction(ConsentEvent said) {
    boolean out = said.status() == SmsStatus.DISABLED;
    return "this phone's owner opted %s on %s (evidence %s); only a %s from that phone turns texts %s"
        .formatted(
            out ? "out" : "in",
            said.occurredAt().atZone(zone).toLocalDate(),
            said.evidence(),
            out ? "START" : "STOP",
            out ? "on again" : "off");
  }
}
