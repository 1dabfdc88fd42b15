package org.heed.night;

import java.time.Instant;
import java.util.List;
import org.heed.email.Letters;
import org.heed.job.Night;
import org.heed.mail.Letter;
import org.heed.pause.Pauses;
import org.heed.queue.QueuedEmail;
import org.heed.routing.Router;
import org.heed.settings.DeliverySettings;
import org.heed.text.PersonLimit;
import org.heed.words.OptOutLine;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Routes what is queued as a night does, in a scratch copy of what is stored; nothing leaves. */
@Component
public class Rehearsal {
  private final Preparation preparation;
  private final RoutingPages pages;
  private final Pauses pauses;
  private final PersonLimit limit;
  private final Letters letters;
  private final DeliverySettings properties;

  Rehearsal(
      Preparation preparation,
      RoutingPages pages,
      Pauses pauses,
      PersonLimit limit,
      Letters letters,
      DeliverySettings properties) {
    this.preparation = preparation;
    this.pages = pages;
    this.pauses = pauses;
    this.limit = limit;
    this.letters = letters;
    this.properties = properties;
  }

  /** Routes everything that a night beginning at this time would. */
  public void route(Instant at) {
    preparation.rehearse(at);
    QueueReader reader = pages.reader(() -> Night.Mode.WHOLE, () -> at);
    reader.begin(null);
    List<Router.Routed> page = reader.routed();
    while (!page.isEmpty()) {
      pages.write(page, () -> {});
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
