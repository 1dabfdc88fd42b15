package org.heed.gateway;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.address.Times;
import org.heed.job.Preflight;
import org.heed.settings.GatewaySettings;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A database serves one gateway for ever: what was tried on the sandbox never reaches a person. */
@Component
class InstallationMark implements Preflight {
  private static final String MARK =
      "insert into installation (id, gateway, marked_at) values (1, ?, ?)";

  private final GatewaySettings properties;
  private final Senders senders;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  InstallationMark(
      GatewaySettings properties,
      Senders senders,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.properties = properties;
    this.senders = senders;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void check(String job) {
    properties.check();
    String kind = properties.kind().name().toLowerCase(Locale.ROOT);
    List<String> marked =
        jdbc.queryForList("select gateway from installation where id = 1", String.class);
    if (marked.isEmpty()) {
      jdbc.update(MARK, kind, Times.now(clock));
    } else if (!marked.get(0).equals(kind)) {
      throw new ConfigurationProblem(
          "heed.gateway: found "
              + kind
              + ", but this database has served "
              + marked.get(0)
              + "; its messages and opt-outs are not true for another gateway."
              + " Choose another heed.home or spring.datasource.url");
    }
    transaction.executeWithoutResult(status -> senders.all().forEach(this::keep));
  }

  private void keep(Sender sender) {
    String number = sender.number().e164();
    if (jdbc.update("update sender set name = ? where number = ?", sender.name(), number) == 0) {
      jdbc.update("insert into sender (number, name) values (?, ?)", number, sender.name());
    }
  }
}
