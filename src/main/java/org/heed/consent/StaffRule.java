package org.heed.consent;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether staff may turn a phone on or off (L4). */
final class StaffRule {
  private StaffRule() {}

  /**
   * Why staff may not; null: they may. Anybody may be turned off; a person who said no may be
   * turned on only by an override.
   *
   * @param events of the phone
   * @param zone for the date in the reason
   */
  static @Nullable String objection(
      SmsStatus wanted, List<ConsentEvent> events, boolean override, ZoneId zone) {
    Optional<ConsentEvent> said =
        StatusProjection.deciding(
            events.stream().filter(event -> event.learnedFrom().saidByThePerson()).toList());
    if (wanted != SmsStatus.ENABLED
        || override
        || said.isEmpty()
        || said.get().status() != SmsStatus.DISABLED) {
      return null;
    }
    return "this phone's owner opted out on %s (evidence %s); only a START from that phone turns texts on again, or --override with a reason"
        .formatted(said.get().occurredAt().atZone(zone).toLocalDate(), said.get().evidence());
  }

  /**
   * When a decision made now happened: it is the last word, whatever this machine's clock shows.
   */
  static Instant time(Instant now, List<ConsentEvent> events) {
    return events.stream()
        .map(ConsentEvent::occurredAt)
        .max(Instant::compareTo)
        .filter(last -> !last.plusSeconds(1).isBefore(now))
        .map(last -> last.plusSeconds(1))
        .orElse(now);
  }
}
