package org.heed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.consent.Knowledge;
import org.heed.consent.SmsStatus;
import org.heed.queue.Standing;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * No text began or was called to a phone after Heed knew that it was off, and before it was on
 * again (O2).
 */
@Component
@Order(1)
class OptOutCheck implements Check {
  private static final String TEXTS =
      """
      select message_id, destination, attempted_at, coalesce(called_at, attempted_at) as called_at
      from attempt
      where destination in (:numbers) and %s and run_id <> 0
      union all
      select message_id, destination, started_at, started_at from intent where destination in (:numbers)
      """
          .formatted(Standing.TEXT.of(""));

  private final NamedParameterJdbcTemplate jdbc;
  private final Knowledge knowledge;

  OptOutCheck(JdbcTemplate jdbc, Knowledge knowledge) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    this.knowledge = knowledge;
  }

  @Override
  public String run(Consumer<Violation> violated) {
    long phones = 0;
    AtomicLong texts = new AtomicLong();
    for (List<PhoneNumber> page = knowledge.phones("");
        !page.isEmpty();
        page = knowledge.phones(page.get(page.size() - 1).e164())) {
      phones += page.size();
      Map<PhoneNumber, List<Knowledge.Known>> known = knowledge.of(page);
      jdbc.query(
          TEXTS,
          Map.of("numbers", page.stream().map(PhoneNumber::e164).toList()),
          row -> {
            texts.incrementAndGet();
            check(row, known, violated);
          });
    }
    return Phrases.of(
        "audit.opt.outs.checked", Words.count(texts.get(), "text"), Words.count(phones, "phone"));
  }

  private static void check(
      ResultSet row, Map<PhoneNumber, List<Knowledge.Known>> known, Consumer<Violation> violated)
      throws SQLException {
    PhoneNumber phone = new PhoneNumber(row.getString("destination"));
    for (String moment : List.of("attempted_at", "called_at")) {
      Instant at = row.getObject(moment, OffsetDateTime.class).toInstant();
      if (Knowledge.at(at, known.getOrDefault(phone, List.of())) == SmsStatus.DISABLED) {
        violated.accept(
            new Violation(
                "O2",
                "message " + row.getLong("message_id"),
                Phrases.of("audit." + moment.replace('_', '.'), phone.e164(), at)));
        return;
      }
    }
  }
}
