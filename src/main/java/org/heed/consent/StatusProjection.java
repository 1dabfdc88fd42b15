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
 * What a number's events come to, by who said it (L4) and then by when (I3).
 *
 * <p>A person's no stands until the person's START undoes it, or an override of staff who could
 * know it: one that is recorded after it. Only while none stands do files and staff count, the
 * latest of them; beside the person's last START the later one decides.
 */
final class StatusProjection {
  private static final Comparator<ConsentEvent> OPT_OUT_WINS =
      Comparator.comparing(ConsentEvent::isOff)
          .thenComparing(ConsentEvent::occurredAt)
          .thenComparing(ConsentEvent::id, Comparator.reverseOrder());
  private static final Comparator<ConsentEvent> BY_LIST =
      Comparator.comparing(StatusProjection::order).thenComparing(OPT_OUT_WINS);
  private static final Comparator<ConsentEvent> BY_RECORDING =
      Comparator.comparing(ConsentEvent::here).thenComparing(ConsentEvent::id);
  private static final Comparator<ConsentEvent> HERE =
      Comparator.comparing(ConsentEvent::here).thenComparing(ConsentEvent::isOff);

  private StatusProjection() {}

  /** The event that decides; empty: nobody has said anything. */
  static Optional<ConsentEvent> deciding(Collection<ConsentEvent> events) {
    Optional<ConsentEvent> said = said(events);
    return said.filter(ConsentEvent::isOff)
        .or(
            () ->
                Stream.of(said, events.stream().filter(event -> !event.isSaid()).max(BY_RECORDING))
                    .flatMap(Optional::stream)
                    .max(HERE));
  }

  /** The person's last word that no override has undone; empty: there is none. */
  static Optional<ConsentEvent> said(Collection<ConsentEvent> events) {
    long undone =
        events.stream()
            .filter(ConsentEvent::override)
            .mapToLong(ConsentEvent::id)
            .max()
            .orElse(Long.MIN_VALUE);
    return lastSaid(
        events.stream()
            .filter(event -> event.isSaid() && !(event.isOff() && event.id() < undone))
            .toList());
  }

  /**
   * On whose basis texts rest as things stand (E4): the latest that was given since the phone was
   * off last; empty: on none.
   */
  static Optional<ConsentEvent> basis(Collection<ConsentEvent> events) {
    return standing(events).stream().filter(event -> event.basis() != null).max(BY_RECORDING);
  }

  /** What says that the phone is on, since it was off last; nothing while it is off. */
  static List<ConsentEvent> standing(Collection<ConsentEvent> events) {
    Optional<ConsentEvent> deciding = deciding(events);
    if (deciding.isEmpty() || deciding.get().isOff()) {
      return List.of();
    }
    Instant off =
        events.stream()
            .filter(ConsentEvent::isOff)
            .map(ConsentEvent::here)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    return events.stream()
        .filter(event -> !event.isOff())
        .filter(event -> event.equals(deciding.get()) || event.here().isAfter(off))
        .toList();
  }

  /** The status; DEFAULT: nobody has said anything. */
  static SmsStatus status(Collection<ConsentEvent> events) {
    return deciding(events).map(ConsentEvent::status).orElse(SmsStatus.DEFAULT);
  }

  /** The status as it was when the person said this. */
  static SmsStatus statusBefore(ConsentEvent said, Collection<ConsentEvent> others) {
    Predicate<ConsentEvent> before =
        other ->
            other.isSaid()
                ? lastSaid(List.of(other, said)).filter(said::equals).isPresent()
                : other.here().isBefore(said.here());
    return status(others.stream().filter(before).toList());
  }

  /** Since when the gateway refuses, of the events of one pair; empty: it does not (O8). */
  static Optional<Instant> refusedSince(Collection<ConsentEvent> events) {
    List<ConsentEvent> rest = new ArrayList<>(events);
    Optional<Instant> since = Optional.empty();
    for (Optional<ConsentEvent> latest = lastSaid(rest);
        latest.isPresent() && latest.get().isOff();
        latest = lastSaid(rest)) {
      since = latest.map(ConsentEvent::occurredAt);
      rest.remove(latest.get());
    }
    return since;
  }

  /**
   * The latest of what a person said, however late it was read (I3). Within one second the
   * gateway's list decides among the events on it; where it does not tell, the opt-out wins.
   */
  private static Optional<ConsentEvent> lastSaid(Collection<ConsentEvent> said) {
    Optional<Instant> latest =
        said.stream().map(ConsentEvent::occurredAt).max(Comparator.naturalOrder());
    List<ConsentEvent> second =
        said.stream().filter(event -> latest.get().equals(event.occurredAt())).toList();
    Predicate<ConsentEvent> listed = event -> event.listOrder() != null;
    return Stream.of(
            second.stream().filter(listed).max(BY_LIST),
            second.stream().filter(listed.negate()).max(OPT_OUT_WINS))
        .flatMap(Optional::stream)
        .max(OPT_OUT_WINS);
  }

  private static long order(ConsentEvent event) {
    Long order = event.listOrder();
    return order == null ? Long.MIN_VALUE : order;
  }
}
