package org.heed.consent;

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
    Optional<ConsentEvent> no = StatusProjection.said(events).filter(ConsentEvent::isOff);
    if (wanted != SmsStatus.ENABLED || override || no.isEmpty()) {
      return null;
    }
    return "this phone's owner opted out on %s (evidence %s); only a START from that phone turns texts on again, or --override with a reason"
        .formatted(no.get().occurredAt().atZone(zone).toLocalDate(), no.get().evidence());
  }
}
