package org.heed.consent;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.heed.words.Phrases;
import org.heed.words.Words;
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
    return Phrases.of(
        "staff.said.no", Words.date(no.get().occurredAt().atZone(zone)), no.get().evidence());
  }
}
