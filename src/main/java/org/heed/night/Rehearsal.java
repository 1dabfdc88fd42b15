package org.heed.night;

import java.time.Instant;
import java.util.List;
import org.heed.consent.ConsentLedger;
import org.heed.email.Letters;
import org.heed.mail.Letter;
import org.heed.message.OptOutLine;
import org.heed.pause.Pauses;
import org.heed.queue.Messages;
import org.heed.queue.OnlyCampaign;
import org.heed.queue.QueuedEmail;
import org.heed.routing.Router;
import org.heed.run.Night;
import org.heed.settings.DeliverySettings;
import org.heed.text.PersonLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Routes what is queued as a night does, in a scratch copy of what is stored; nothing leaves. */
@Component
public class Rehearsal {
  private final ConsentLedger ledger;
  private final Messages messages;
  private final Router router;
  private final Pauses pauses;
  private final PersonLimit limit;
  private final Letters letters;
  private final DeliverySettings properties;
  private final OnlyCampaign only;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  Rehearsal(
      ConsentLedger ledger,
      Messages messages,
      Router router,
      Pauses pauses,
      PersonLimit limit,
      Letters letters,
      DeliverySettings properties,
      OnlyCampaign only,
      JdbcTemplate jdbc,
      TransactionTemplate transaction) {
    this.ledger = ledger;
    this.messages = messages;
    this.router = router;
    this.pauses = pauses;
    this.limit = limit;
    this.letters = letters;
    this.properties = properties;
    this.only = only;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** Routes everything that a night beginning at this time would. */
  public void route(Instant at) {
    transaction.executeWithoutResult(
        status -> {
          ledger.coverNewPhones(at);
          messages.routeTextsAgain();
          messages.releaseHeld(at);
        });
    QueueReader reader = new QueueReader(jdbc, only, router, () -> Night.Mode.WHOLE, () -> at);
    reader.begin(null);
    List<Router.Routed> page = reader.routed();
    while (!page.isEmpty()) {
      List<Router.Routed> routed = page;
      transaction.executeWithoutResult(status -> router.write(routed));
      page = reader.routed();
    }
    pauses.hold();
    limit.rehearse(at);
  }

  /** The text as it would be sent. */
  public String asSent(String body, boolean first) {
    return OptOutLine.body(body, first ? properties.stopLine() : null);
  }

  /** How a first text ends; null: it does not say. */
  public @Nullable String stopLine() {
    return properties.stopLine();
  }

  /** The email as it would be sent. */
  public Letter letter(QueuedEmail email) {
    return letters.write(List.of(email)).get(0).letter();
  }
}
