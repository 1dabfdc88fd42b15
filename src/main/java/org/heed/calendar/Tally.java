package org.heed.calendar;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.heed.calendar.CampaignEntry.Waits;
import org.heed.queue.MessageStatus;
import org.heed.queue.Reason;
import org.jspecify.annotations.Nullable;

/** One campaign's messages, added up. */
final class Tally {
  private static final List<String> OUTCOMES =
      List.of("texted", "emailed", "failed", "held", "waiting", "cancelled", "unknown", "rejected");

  private final Map<String, Long> outcomes = new LinkedHashMap<>();
  private final Map<String, Long> held = new LinkedHashMap<>();
  private final TreeSet<String> senders = new TreeSet<>();
  private long delivered;
  private long segments;
  private @Nullable Instant next;
  private Waits waits = Waits.NOTHING;

  Tally() {
    OUTCOMES.forEach(outcome -> outcomes.put(outcome, 0L));
  }

  /**
   * Messages that are alike.
   *
   * @param channel null: none yet
   * @param due how many of them need not wait for a time of their own
   * @param from the first time one of them waits for; null: none does
   */
  record Group(
      MessageStatus status,
      @Nullable String channel,
      @Nullable String reason,
      String sender,
      long count,
      long due,
      @Nullable Instant from) {}

  /**
   * Adds them.
   *
   * @param night the first nightly run after a time; null: none has one
   */
  void add(Group group, Instant now, UnaryOperator<@Nullable Instant> night) {
    outcomes.merge(group.status().outcome(group.channel()), group.count(), Long::sum);
    senders.add(group.sender());
    String reason = group.reason();
    switch (group.status()) {
      case DELIVERED -> delivered += group.count();
      case READY, SENDING -> {
        if (group.due() > 0) {
          waits(night.apply(now));
        }
        if (group.from() != null) {
          waits(night.apply(group.from()));
        }
      }
      case HELD -> {
        if (reason != null) {
          held.merge(Reason.valueOf(reason).words(), group.count(), Long::sum);
        }
        Instant until = group.from();
        if (until == null) {
          waits = waits == Waits.NEXT_RUN ? waits : Waits.RESUME;
        } else {
          waits(until.isAfter(now) ? until : night.apply(now));
        }
      }
      case IN_DOUBT, UNKNOWN -> waits = waits == Waits.NOTHING ? Waits.ANSWER : waits;
      default -> {}
    }
  }

  private void waits(@Nullable Instant at) {
    if (at == null) {
      waits = Waits.NEXT_RUN;
    } else if (next == null || at.isBefore(next)) {
      next = at;
    }
  }

  void segments(long sent) {
    segments += sent;
  }

  CampaignEntry entry(String name, Instant takenAt, long rows, long rejected) {
    outcomes.put("rejected", rejected);
    Map<String, Long> why = new LinkedHashMap<>();
    held.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(one -> why.put(one.getKey(), one.getValue()));
    return new CampaignEntry(
        name,
        takenAt,
        List.copyOf(senders),
        rows,
        outcomes,
        delivered,
        why,
        next,
        next == null ? waits : Waits.NOTHING,
        segments);
  }
}
