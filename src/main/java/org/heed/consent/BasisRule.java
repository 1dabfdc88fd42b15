package org.heed.consent;

import java.time.Instant;
import org.heed.address.Times;
import org.heed.settings.ConsentSettings;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps since when no text goes without a basis (E4), for whoever proves it later. */
@Component
public class BasisRule {
  private static final String LATEST =
      "select required from basis_rule order by id desc fetch first 1 row only";
  private static final String SET = "insert into basis_rule (required, since) values (?, ?)";

  private final ConsentSettings properties;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  BasisRule(ConsentSettings properties, JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.properties = properties;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** A run begins to text. */
  public void begin(Instant now) {
    transaction.executeWithoutResult(
        status -> {
          boolean known =
              jdbc.queryForList(LATEST, Boolean.class).stream().anyMatch(Boolean.TRUE::equals);
          if (known != properties.requireBasis()) {
            jdbc.update(SET, properties.requireBasis(), Times.utc(now));
          }
        });
  }
}
