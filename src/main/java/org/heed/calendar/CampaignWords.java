package org.heed.calendar;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.heed.address.Institution;
import org.heed.address.Senders;
import org.heed.calendar.CampaignEntry.Waits;
import org.heed.settings.Price;
import org.heed.settings.Settings;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The calendar as people read it. */
@Component
public class CampaignWords {
  private final Institution institution;
  private final Senders senders;
  private final @Nullable Price price;

  CampaignWords(Institution institution, Senders senders, Settings settings) {
    this.institution = institution;
    this.senders = senders;
    this.price = settings.price();
  }

  /** {@code Mon 23 Nov 2026, 12:00 PM}. */
  public String taken(CampaignEntry entry) {
    return Words.time(entry.takenAt(), institution.zone());
  }

  /** {@code Advising, Bursar}. */
  public String senders(CampaignEntry entry) {
    return entry.senders().stream().map(senders::nameOf).collect(Collectors.joining(", "));
  }

  /** When it goes on; empty: nothing of it waits. */
  public String next(CampaignEntry entry) {
    if (entry.next() != null) {
      return Words.time(entry.next(), institution.zone());
    }
    return entry.waits() == Waits.NOTHING ? "" : Phrases.of("calendar.waits." + entry.waits());
  }

  /** Why rows are held: {@code quiet hours where the phone is (12)}; empty: none is. */
  public String held(CampaignEntry entry) {
    return entry.held().entrySet().stream()
        .map(why -> why.getKey() + " (" + Words.count(why.getValue()) + ")")
        .collect(Collectors.joining("; "));
  }

  /** What its texts cost; null: no price is set. */
  public @Nullable BigDecimal cost(CampaignEntry entry) {
    return price == null ? null : price.of(entry.segments());
  }

  /** The same in words: {@code $12.45}; empty: no price is set. */
  public String costWords(CampaignEntry entry) {
    return price == null ? "" : price.words(entry.segments());
  }

  /** In which currency; null: no price is set. */
  public @Nullable String currency() {
    return price == null ? null : price.currency().getCurrencyCode();
  }
}
