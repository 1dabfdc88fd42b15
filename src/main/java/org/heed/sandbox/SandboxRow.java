package org.heed.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.heed.words.Segments;
import org.jspecify.annotations.Nullable;

/**
 * One message in the sandbox's book.
 *
 * @param order grows
 * @param kind who wrote it
 * @param errorCode what it ends with; null: it is delivered
 * @param validity after how many seconds it is given up; null: never
 * @param accepted true: taken first, through a messaging service; a refusal shows later
 * @param service the messaging service it came through; null: none
 * @param createdAt whole seconds
 */
record SandboxRow(
    long order,
    String sid,
    Kind kind,
    String from,
    String to,
    String body,
    @Nullable Integer errorCode,
    @Nullable Integer validity,
    boolean accepted,
    @Nullable String service,
    Instant createdAt) {

  /** Who wrote a message; the gateway itself confirms a keyword. */
  enum Kind {
    INBOUND,
    OUTBOUND_API,
    OUTBOUND_REPLY
  }

  private static final int EXPIRED = 30036;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** As the API shows it. */
  static String time(Instant time) {
    return TIME.format(time);
  }

  /**
   * In the gateway's words.
   *
   * @param progress how long it takes until the end of a text is known
   */
  String status(Instant now, Duration progress) {
    if (kind == Kind.INBOUND) {
      return "received";
    }
    if (errorCode != null && !accepted) {
      return "failed";
    }
    Duration age = Duration.between(createdAt, now);
    if (expires(progress)) {
      boolean over = age.compareTo(Duration.ofSeconds(Objects.requireNonNull(validity))) >= 0;
      return over ? "failed" : accepted ? "accepted" : "queued";
    }
    if (age.compareTo(progress) >= 0) {
      return errorCode == null ? "delivered" : "failed";
    }
    if (errorCode == null && age.compareTo(progress.dividedBy(2)) >= 0) {
      return "sent";
    }
    return accepted ? "accepted" : "queued";
  }

  /** Whether it is still in the queue when its time is over. */
  private boolean expires(Duration progress) {
    return errorCode == null
        && validity != null
        && progress.compareTo(Duration.ofSeconds(validity)) > 0;
  }

  /** When the carrier got it; null: not yet, or never. */
  @Nullable Instant sentAt(Instant now, Duration progress) {
    return switch (status(now, progress)) {
      case "sent", "delivered", "received" -> createdAt;
      default -> null;
    };
  }

  /** The message as the API shows it now. */
  SandboxText json(String account, Instant now, Duration progress) {
    return json(
        account,
        status(now, progress),
        expires(progress) ? Integer.valueOf(EXPIRED) : errorCode,
        sentAt(now, progress),
        changedAt(now, progress));
  }

  /** When its status became what it is. */
  private Instant changedAt(Instant now, Duration progress) {
    if (kind == Kind.INBOUND) {
      return createdAt;
    }
    return switch (status(now, progress)) {
      case "sent" -> createdAt.plus(progress.dividedBy(2));
      case "delivered" -> createdAt.plus(progress);
      default -> createdAt;
    };
  }

  /** The message as the answer to its creation shows it. */
  SandboxText created(String account) {
    return json(account, accepted ? "accepted" : "queued", errorCode, null, createdAt);
  }

  private SandboxText json(
      String account,
      String status,
      @Nullable Integer errorCode,
      @Nullable Instant sentAt,
      Instant changedAt) {
    String uri = "/2010-04-01/Accounts/" + account + "/Messages/" + sid;
    return new SandboxText(
        order,
        sid,
        account,
        kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        from,
        to,
        body,
        status,
        status.equals("failed") ? errorCode : null,
        null,
        time(createdAt),
        sentAt == null ? null : time(sentAt),
        time(changedAt),
        String.valueOf(Segments.count(body)),
        "0",
        service,
        null,
        "USD",
        "2010-04-01",
        uri + ".json",
        new SandboxText.Parts(uri + "/Media.json"));
  }
}
