package org.heed.report;

import java.time.Instant;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.address.PhoneNumbers;
import org.heed.address.Senders;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads filters as this institution writes its senders, phones and times. */
@Component
class FilterReader {
  private final Senders senders;
  private final PhoneNumbers numbers;
  private final Institution institution;

  FilterReader(Senders senders, PhoneNumbers numbers, Institution institution) {
    this.senders = senders;
    this.numbers = numbers;
    this.institution = institution;
  }

  /**
   * Reads.
   *
   * @param delta what {@code since=last} means; null: nothing
   */
  Filters read(Map<String, String> parameters, Instant now, @Nullable Delta delta) {
    return new Filters(parameters, senders, numbers, institution.zone(), now, delta);
  }
}
