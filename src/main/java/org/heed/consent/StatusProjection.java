package org.heed.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a number's events come to (I3): the latest by when it happened, however late it was read.
 * Within one second the gateway's list decides among the events on it and the order of recording
 * among those of staff and files; where these do not tell, the opt-out wins.
 */
final class StatusProjection {
  private static final Comparator<ConsentEvent> OPT_OUT_WINS =
      Comparator.comparing((ConsentEvent event) -> event.status() == SmsStatus.DISABLED)
          .thenComparing(ConsentEvent::occurredAt)
          .thenComparing(ConsentEvent::id, Comparator.reverseOrder());
  private static final Comparator<ConsentEvent> BY_LIST =
      Comparator.comparing(StatusProjection::order).thenComparing(OPT_OUT_WINS);
  private static final Comparator<ConsentEvent> BY_RECORDING =
      Comparator.comparing(ConsentEvent::id);

  private StatusProjection() {}

  /** The event that decides; empty: nobody has said anything. */
  static Optional<ConsentEvent> deciding(Collection<ConsentEvent> events) {
    Optional<Instant> latest =
        events.stream().map(ConsentEvent::occurredAt).max(Comparator.naturalOrder());
    List<ConsentEvent> second =
        events.stream().filter(event -> latest.get().equals(event.occurredAt())).toList();
    Predicate<ConsentEvent> listed = event -> event.listOrder() != null;
    Predicate<ConsentEvent> said = event -> event.learnedFrom().saidByThePerson();
    return Stream.of(
            second.stream().filter(listed).max(BY_LIST),
            second.stream().filter(listed.negate()).filter(said.negate()).max(BY_RECORDING),
            second.stream().filter(listed.negate()).filter(said).max(OPT_OUT_WINS))
        .flatMap(Optional::stream)
        .max(OPT_OUT_WINS);
  }

  /** The status; DEFAULT: nobody has said anything. */
  static SmsStatus status(Collection<ConsentEvent> events) {
    return deciding(events).map(ConsentEvent::status).orElse(SmsStatus.DEFAULT);
  }

  /** The status as it was when this event happened. */
  static SmsStatus statusBefore(ConsentEvent event, Collection<ConsentEvent> others) {
    return status(
        others.stream()
            .filter(other -> deciding(List.of(other, event)).filter(event::equals).isPresent())
            .toList());
  }

  /** Since when it has been DISABLED without a break; empty: it is not. */
  static Optional<Instant> disabledSince(Collection<ConsentEvent> events) {
    List<ConsentEvent> rest = new ArrayList<>(events);
    Optional<Instant> since = Optional.empty();
    for (Optional<ConsentEvent> latest = deciding(rest);
        latest.isPresent() && latest.get().status() == SmsStatus.DISABLED;
        latest = deciding(rest)) {
      since = latest.map(ConsentEvent::occurredAt);
      rest.remove(latest.get());
    }
    return since;
  }

  private static long order(ConsentEvent event) {
    Long order = event.listOrder();
    return order == null ? Long.MIN_VALUE : order;
  }
}
