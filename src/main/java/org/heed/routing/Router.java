package org.heed.routing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.heed.consent.Candidate;
import org.heed.consent.PhoneBook;
import org.heed.queue.Messages;
import org.heed.queue.Move;
import org.heed.queue.Reason;
import org.heed.storage.StorageGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Puts the routing rules' questions to the database and writes their answers to the queue. */
@Component
public class Router {
  /** A message with everything the rules ask. */
  public record Routable(
      long id,
      long personId,
      @Nullable PhoneNumber named,
      @Nullable String email,
      @Nullable Question question) {}

  /** A message and what the rules say. */
  public record Routed(Routable message, Decision decision) {}

  private static final String BY_ID =
      """
      select m.id, m.person_id, m.named_number, nullif(coalesce(m.email, p.email), '') as email
      from message m join person p on p.id = m.person_id where m.id in (:ids)
      """;
  private final Messages messages;
  private final NamedParameterJdbcTemplate named;
  private final PhoneBook phones;
  private final Routing routing;
  private final StorageGuard guard;
  private final Clock clock;

  Router(
      JdbcTemplate jdbc,
      PhoneBook phones,
      Routing routing,
      Messages messages,
      StorageGuard guard,
      Clock clock) {
    this.guard = guard;
    this.messages = messages;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.phones = phones;
    this.routing = routing;
    this.clock = clock;
  }

  /** Whether this phone may be texted at this time. */
  public Decision decide(Candidate phone, Instant at) {
    return routing.route(new Question(phone, List.of(), null, at));
  }

  /** What the rules say about a message. */
  public Routed route(Routable message) {
    return new Routed(message, routing.route(Objects.requireNonNull(message.question())));
  }

  /** Routes messages anew and writes the answers, in the caller's transaction. */
  public void routeAgain(Collection<Long> ids, Instant now) {
    List<Routable> found = named.query(BY_ID, Map.of("ids", ids), (row, n) -> read(row));
    write(withQuestions(found, now).stream().map(this::route).toList());
  }

  /** Reads columns id, person_id, named_number, email. */
  public static Routable read(ResultSet row) throws SQLException {
    String number = row.getString("named_number");
    return new Routable(
        row.getLong("id"),
        row.getLong("person_id"),
        number == null ? null : new PhoneNumber(number),
        row.getString("email"),
        null);
  }

  /** Adds what is known about the phones, in few statements for all messages. */
  public List<Routable> withQuestions(List<Routable> messages, Instant now) {
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

  public Instant now() {
    return clock.instant();
  }

  /** Writes routed messages to the queue. */
  public void write(List<? extends Routed> routed) {
    guard.room();
    messages.move(routed.stream().map(Router::move).toList());
  }

  private static Move move(Routed routed) {
    Decision decision = routed.decision();
    long id = routed.message().id();
    Reason why = decision.reason();
    return switch (decision.kind()) {
      case SMS -> Move.toText(id, decision.phone());
      case EMAIL -> Move.toEmail(id, routed.message().email(), why);
      case HOLD ->
          Move.held(
              id,
              decision.phone(),
              Objects.requireNonNull(why),
              Objects.requireNonNull(decision.heldUntil()));
      case FAIL -> Move.failed(id, Objects.requireNonNull(why), why.words());
    };
  }
}
