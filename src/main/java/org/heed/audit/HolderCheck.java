package org.heed.audit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** A no is somebody's who held the phone it was said from when it was said (O1, O7). */
@Component
@Order(2)
class HolderCheck implements Check {
  // Times of the gateway are whole seconds.
  private static final String HELD =
      """
      exists (select 1 from listing l where l.number = e.said_from %1$s
          and l.listed_at <= coalesce(e.here_at, e.occurred_at) + interval '1' second)
        or exists (select 1 from former_listing l where l.number = e.said_from %1$s
          and l.listed_at <= coalesce(e.here_at, e.occurred_at) + interval '1' second
          and l.ended_at > coalesce(e.here_at, e.occurred_at))
      """;
  private static final String NOES =
      """
      select e.id, e.said_from, case when (
      """
          + HELD.formatted("")
          + ") and not ("
          + HELD.formatted("and l.person_id = e.person_id")
          + """
          ) then 1 else 0 end
          from consent_event e
          where e.sms_status = 'DISABLED' and e.said_from is not null and e.person_id is not null
            and e.id > ? order by e.id fetch first 500 rows only
          """;

  private final JdbcTemplate jdbc;

  HolderCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String run(Consumer<Violation> violated) {
    AtomicLong last = new AtomicLong();
    long noes = 0;
    int page;
    do {
      page =
          jdbc.query(
                  NOES,
                  (row, n) -> {
                    last.set(row.getLong(1));
                    if (row.getInt(3) == 1) {
                      violated.accept(
                          new Violation(
                              "O7",
                              "event " + row.getLong(1),
                              "the no said from "
                                  + row.getString(2)
                                  + " is given to a person who did not hold it then; expected one"
                                  + " who did"));
                    }
                    return row.getLong(1);
                  },
                  last.get())
              .size();
      noes += page;
    } while (page > 0);
    return Check.count(noes, "opt-out") + " with whose it was";
  }
}
