package org.heed.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.heed.consent.SettledReplies;
import org.heed.consent.SmsStatus;
import org.heed.desk.Delivery;
import org.heed.desk.Reply;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * What was sent to somebody and what they replied, each with its words, in the order it happened: a
 * text stands where it was sent, not where it was queued.
 */
final class Timeline {
  private final PersonWords words;
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(Instant at, List<String> lines) {}

  Timeline(PersonWords words) {
    this.words = words;
  }

  Timeline replies(List<Reply> replies) {
    replies.forEach(reply -> entries.add(new Entry(reply.at(), lines(reply))));
    return this;
  }

  Timeline messages(List<Delivery> messages) {
    for (Delivery message : messages) {
      if (message.tries().isEmpty()) {
        entries.add(new Entry(message.queuedAt(), untried(message)));
      }
      message
          .tries()
          .forEach(
              one -> {
                Instant at = one.at();
                entries.add(new Entry(at == null ? message.queuedAt() : at, lines(message, one)));
              });
    }
    return this;
  }

  List<String> lines() {
    return entries.stream()
        .sorted(Comparator.comparing(Entry::at))
        .flatMap(entry -> entry.lines().stream())
        .toList();
  }

  private List<String> lines(Reply reply) {
    return lines(
        reply.at(),
        Phrases.of(
            "timeline.reply",
            words.phone(reply.phone()),
            words.sender(reply.sender()),
            reply.sid(),
            state(reply)),
        reply.body());
  }

  /** What came of a reply. */
  String state(Reply reply) {
    SettledReplies.Settled settled = reply.settled();
    String review = String.valueOf(reply.review());
    return switch (reply.state()) {
      case ACTED_ON ->
          Phrases.of(reply.turned() == SmsStatus.DISABLED ? "reply.turned.off" : "reply.turned.on");
      case ON_HOLD -> Phrases.of("reply.held", review);
      case OPEN -> Phrases.of("reply.open", review);
      case SETTLED -> settled == null ? "" : state(settled, review);
      case NOTHING -> Phrases.of("reply.nothing");
    };
  }

  private String state(SettledReplies.Settled settled, String review) {
    String by = settled.by();
    String reason = settled.reason();
    return Phrases.of("reply.settled", review, settled.how().words(), words.time(settled.at()))
        + (by == null ? "" : Phrases.of("reply.settled.by", by))
        + (reason == null ? "" : Phrases.of("reply.settled.reason", reason));
  }

  private List<String> untried(Delivery message) {
    return lines(
        message.queuedAt(),
        Phrases.of(
            "timeline.untried",
            words.sender(message.sender()),
            message.status(),
            of(message)
                + (message.error() == null ? "" : Phrases.of("timeline.error", message.error()))),
        message.body());
  }

  private List<String> lines(Delivery message, Delivery.Try one) {
    String to = one.destination();
    String error = one.error();
    String id = one.gatewayId();
    Instant at = one.at();
    boolean text = one.isText();
    boolean gone = one.channel() != null && at != null;
    String body = one.body();
    String basis = one.basis();
    return lines(
        at == null ? message.queuedAt() : at,
        Phrases.of(
            !gone ? "timeline.untried" : text ? "timeline.text" : "timeline.email",
            words.sender(message.sender()),
            one.status(),
            of(message)
                + (id == null ? "" : Phrases.of("timeline.gateway", id))
                + (basis == null ? "" : Phrases.of("timeline.basis", basis))
                + (error == null || one.succeeded() ? "" : Phrases.of("timeline.error", error)),
            to == null ? "" : words.address(to)),
        body == null ? message.body() : body);
  }

  private static String of(Delivery message) {
    return Phrases.of(
        message.own() ? "timeline.message" : "timeline.message.other",
        String.valueOf(message.messageId()),
        message.campaign());
  }

  private List<String> lines(@Nullable Instant at, String said, String body) {
    return Stream.concat(
            Stream.of("  " + (at == null ? "" : words.time(at) + "  ") + said),
            body.lines().map(line -> "      | " + line))
        .toList();
  }
}
