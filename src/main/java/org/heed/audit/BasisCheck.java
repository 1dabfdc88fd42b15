package org.heed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.consent.Knowledge;
import org.heed.queue.Standing;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** While it was required every text rested on a basis the ledger had when it began (E4). */
@Component
@Order(8)
class BasisCheck implements Check {
  private static final String RULES = "select required, since from basis_rule order by id";
  // What was found in the gateway's log only (run 0) no claim knew of.
  private static final String TEXTS =
      """
      select id, message_id, destination, attempted_at, basis_by from attempt
      where id > ? and run_id <> 0 and %s
      order by id fetch first 500 rows only
      """
          .formatted(Standing.BEGUN.byText().unindexed(""));

  private record Rule(boolean required, Instant since) {}

  private record Sent(
      long id, long message, PhoneNumber phone, Instant began, @Nullable Long basis) {}

  private final JdbcTemplate jdbc;
  private final Knowledge knowledge;

  BasisCheck(JdbcTemplate jdbc, Knowledge knowledge) {
    this.jdbc = jdbc;
    this.knowledge = knowledge;
  }

  @Override
  public String run(Consumer<Violation> violated) {
    List<Rule> rules =
        jdbc.query(RULES, (row, n) -> new Rule(row.getBoolean("required"), Times.at(row, "since")));
    long texts = 0;
    if (!rules.isEmpty()) {
      for (List<Sent> page = page(0);
          !page.isEmpty();
          page = page(page.get(page.size() - 1).id())) {
        texts +=
            check(page.stream().filter(one -> isRequired(rules, one.began())).toList(), violated);
      }
    }
    return Phrases.of("audit.basis.checked", Words.count(texts, "text"));
  }

  private List<Sent> page(long after) {
    return jdbc.query(TEXTS, (row, n) -> sent(row), after);
  }

  private long check(List<Sent> texts, Consumer<Violation> violated) {
    Map<PhoneNumber, List<Knowledge.Known>> known =
        knowledge.of(texts.stream().map(Sent::phone).toList());
    for (Sent one : texts) {
      boolean given = Knowledge.basisAt(one.began(), known.getOrDefault(one.phone(), List.of()));
      if (!given || one.basis() == null) {
        violated.accept(
            new Violation(
                "E4",
                "message " + one.message(),
                Phrases.of(
                    given ? "audit.basis.unsaid" : "audit.basis",
                    one.phone().e164(),
                    one.began())));
      }
    }
    return texts.size();
  }

  private static boolean isRequired(List<Rule> rules, Instant at) {
    boolean required = false;
    for (Rule rule : rules) {
      required = rule.since().isAfter(at) ? required : rule.required();
    }
    return required;
  }

  private static Sent sent(ResultSet row) throws SQLException {
    return new Sent(
        row.getLong("id"),
        row.getLong("message_id"),
        new PhoneNumber(row.getString("destination")),
        Times.at(row, "attempted_at"),
        row.getObject("basis_by", Long.class));
  }
}
