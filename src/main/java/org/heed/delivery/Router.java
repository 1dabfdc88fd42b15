package org.heed.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.heed.consent.Candidate;
import org.heed.consent.Decision;
import org.heed.consent.PhoneBook;
import org.heed.consent.Question;
import org.heed.consent.Reason;
import org.heed.consent.Routing;
import org.heed.storage.StorageGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Puts the routing rules' questions to the database and writes their answers to the queue. */
@Component
class Router {
  /** A message with everything the rules ask. */
  record Routable(
      long id,
      long personId,
      @Nullable PhoneNumber named,
      @Nullable String email,
      @Nullable Question question) {}

  /** A message and what the rules say. */
  record Routed(Routable message, Decision decision) {}

  private static final String BY_ID =
      """
      select m.id, m.person_id, m.named_number, coalesce(m.email, p.email) as email
      from message m join person p on p.id = m.person_id where m.id in (:ids)
      """;
  private static final String WRITE =
      """
      update message set status = ?, channel = ?, destination = ?, reason = ?, error = ?, held_until = ?
      where id = ?
      """;

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final PhoneBook phones;
  private final Routing routing;
  private final StorageGuard guard;
  private final Clock clock;

  Router(JdbcTemplate jdbc, PhoneBook phones, Routing routing, StorageGuard guard, Clock clock) {
    this.guard = guard;
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.phones = phones;
    this.routing = routing;
    this.clock = clock;
  }

  /** Whether this phone may be texted at this time. */
  Decision decide(Candidate phone, Instant at) {
    return routing.route(new Question(phone, List.of(), null, at));
  }

  /** What the rules say about a message. */
  Routed route(Routable message) {
    return new Routed(message, routing.route(Objects.requireNonNull(message.question())));
  }

  /** Routes messages anew and writes the answers, in the caller's transaction. */
  void routeAgain(Collection<Long> ids, Instant now) {
    List<Routable> found = named.query(BY_ID, Map.of("ids", ids), (row, n) -> read(row));
    write(withQuestions(found, now).stream().map(this::route).toList());
  }

  /** Reads columns id, person_id, named_number, email. */
  static Routable read(ResultSet row) throws SQLException {
    String number = row.getString("named_number");
    return new Routable(
        row.getLong("id"),
        row.getLong("person_id"),
        number == null ? null : new PhoneNumber(number),
        row.getString("email"),
        null);
  }

  /** Adds what is known about the phones, in few statements for all messages. */
  List<Routable> withQuestions(List<Routable> messages, Instant now) {
    Map<PhoneNumber, Candidate> numbers =
        phones.numbers(
            messages.stream()
                .map(Routable::named)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    Set<Long> people = messages.stream().map(Routable::personId).collect(Collectors.toSet());
    Map<Long, List<Candidate>> listed = phones.listed(people);
    Set<Long> held = phones.held(people);
    Set<Long> nobodies =
        phones.nobodies(
            messages.stream().filter(m -> m.email() == null).map(Routable::personId).toList());
    return messages.stream()
        .map(
            m -> {
              PhoneNumber number = m.named();
              List<Candidate> own = listed.getOrDefault(m.personId(), List.of());
              Candidate candidate =
                  number == null
                      ? null
                      : own.stream()
                          .filter(one -> one.number().equals(number))
                          .findFirst()
                          .orElse(numbers.get(number));
              if (candidate != null && held.contains(m.personId())) {
                candidate = candidate.ofHeldPerson();
              }
              return new Routable(
                  m.id(),
                  m.personId(),
                  number,
                  m.email(),
                  new Question(candidate, own, m.email(), nobodies.contains(m.personId()), now));
            })
        .toList();
  }

  Instant now() {
    return clock.instant();
  }

  /** Writes routed messages to the queue. */
  void write(List<? extends Routed> routed) {
    guard.room();
    jdbc.batchUpdate(WRITE, routed.stream().map(Router::row).toList());
  }

  private static @Nullable Object[] row(Routed routed) {
    Decision decision = routed.decision();
    PhoneNumber phone = decision.phone();
    Instant until = decision.heldUntil();
    Reason reason = decision.reason();
    return new @Nullable Object[] {
      decision.kind() == Decision.Kind.HOLD
          ? "HELD"
          : decision.kind() == Decision.Kind.FAIL ? "FAILED" : "READY",
      switch (decision.kind()) {
        case SMS, HOLD -> "SMS";
        case EMAIL -> "EMAIL";
        case FAIL -> null;
      },
      decision.kind() == Decision.Kind.EMAIL
          ? routed.message().email()
          : phone == null ? null : phone.e164(),
      reason == null ? null : reason.name(),
      decision.kind() == Decision.Kind.FAIL && reason != null ? reason.words() : null,
      until == null ? null : until.atOffset(ZoneOffset.UTC),
      routed.message().id()
    };
  }
}
