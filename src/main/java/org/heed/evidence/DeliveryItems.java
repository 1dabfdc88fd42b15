package org.heed.evidence;

import java.time.Instant;
import java.util.List;
import org.heed.desk.Delivery;
import org.heed.words.Phrases;

/** The lines of a message: of each try, or that it is queued. */
final class DeliveryItems {
  private DeliveryItems() {}

  /** Of a text that arrived no more is known than when the gateway last said anything of it. */
  private static String state(Delivery.Try one) {
    Instant changed = one.entryChangedAt();
    return changed == null
        ? Phrases.of("evidence.state." + one.status())
        : Phrases.of("evidence.arrived", changed.toString());
  }

  static void add(Delivery message, CaseFile names, List<Item> to) {
    String which =
        Phrases.of("evidence.message", String.valueOf(message.messageId()))
            + ", "
            + message.campaign();
    String sender = names.sender(message.sender().e164());
    message.tries().forEach(one -> to.add(tried(message, one, sender, which)));
    if (message.tries().isEmpty()) {
      String at = message.queuedAt().toString();
      String state = which + ", " + Phrases.of("evidence.state." + message.status());
      to.add(new Item(at, "queued", "", sender, message.body(), state, "", "", "", 0));
    }
  }

  private static Item tried(Delivery message, Delivery.Try one, String sender, String which) {
    Instant at = one.at();
    String destination = one.destination();
    String body = one.body();
    String id = one.gatewayId();
    String basis = one.basis();
    String error = one.succeeded() || one.error() == null ? "" : ": " + one.error();
    return new Item(
        (at == null ? message.queuedAt() : at).toString(),
        (one.isText() ? "text." : "email.") + (one.succeeded() ? "sent" : "not"),
        destination == null ? "" : destination,
        sender,
        body == null ? message.body() : body,
        which + (id == null ? "" : ", " + id) + ", " + state(one) + error,
        "",
        "",
        basis == null ? "" : basis,
        0);
  }
}
