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
    for (Delivery.Try one : message.tries()) {
      Instant at = one.at();
      String destination = one.destination();
      String body = one.body();
      String id = one.gatewayId();
      String basis = one.basis();
      boolean text = one.isText();
      String error = one.succeeded() || one.error() == null ? "" : ": " + one.error();
      to.add(
          new Item(
              (at == null ? message.queuedAt() : at).toString(),
              (text ? "text." : "email.") + (one.succeeded() ? "sent" : "not"),
              destination == null ? "" : destination,
              names.sender(message.sender().e164()),
              body == null ? message.body() : body,
              Phrases.of("evidence.message", String.valueOf(message.messageId()))
                  + ", "
                  + message.campaign()
                  + (id == null ? "" : ", " + id)
                  + ", "
                  + state(one)
                  + error,
              "",
              "",
              basis == null ? "" : basis,
              0));
    }
    if (message.tries().isEmpty()) {
      to.add(
          new Item(
              message.queuedAt().toString(),
              "queued",
              "",
              names.sender(message.sender().e164()),
              message.body(),
              Phrases.of("evidence.message", String.valueOf(message.messageId()))
                  + ", "
                  + message.campaign()
                  + ", "
                  + Phrases.of("evidence.state." + message.status()),
              "",
              "",
              "",
              0));
    }
  }
}
