package org.heed.gateway;

import com.twilio.base.Page;
import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.rest.api.v2010.account.MessageReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** The gateway over twilio-java, with one request a call. */
final class TwilioGateway implements Gateway {
  private static final int LONGEST_SID = 64;

  private final OneCallClient http;
  private final TwilioRestClient client;
  private final @Nullable String service;

  /**
   * @param user account sid or API key
   * @param secret auth token or API secret
   */
  TwilioGateway(
      OneCallClient http, String user, String secret, String accountSid, @Nullable String service) {
    this.http = http;
    this.client =
        new TwilioRestClient.Builder(user, secret).accountSid(accountSid).httpClient(http).build();
    this.service = service == null || service.isBlank() ? null : service;
  }

  @Override
  public Answer send(Text text) {
    return send(text, () -> LONGEST_VALIDITY);
  }

  @Override
  public Answer send(Text text, IntSupplier lastLook) {
    http.lookLast(lastLook);
    try {
      return post(text);
    } finally {
      http.lookLast(() -> LONGEST_VALIDITY);
    }
  }

  private Answer post(Text text) {
    http.forget();
    MessageCreator creator =
        Message.creator(
            new com.twilio.type.PhoneNumber(text.to().e164()),
            new com.twilio.type.PhoneNumber(text.from().e164()),
            text.body());
    if (service != null) {
      creator.setMessagingServiceSid(service);
    }
    try {
      return accepted(creator.create(client));
    } catch (ApiException e) {
      return refused(e.getCode());
    } catch (RuntimeException unreadable) {
      return refused(null);
    }
  }

  private Answer accepted(Message message) {
    Instant at = at();
    String sid = message.getSid();
    Integer code = message.getErrorCode();
    Integer segments = segments(message.getNumSegments());
    if (sid == null || sid.isBlank() || sid.length() > LONGEST_SID) {
      return new Answer(
          Answer.Kind.IN_DOUBT, null, null, "the answer has no message id", null, at, null);
    }
    boolean failed =
        message.getStatus() == Message.Status.FAILED
            || message.getStatus() == Message.Status.UNDELIVERED;
    // Anything else it failed with is found in the log, under its id.
    if (failed && code != null && Codes.FINAL.contains(Codes.kind(code))) {
      return new Answer(Codes.kind(code), sid, code, Codes.words(code), segments, at, null);
    }
    return new Answer(Answer.Kind.ACCEPTED, sid, null, null, segments, at, null);
  }

  private Answer refused(@Nullable Integer code) {
    OneCallClient.Fault fault = http.fault();
    if (fault != null && fault.cause() instanceof OneCallClient.HeldBack) {
      return Answer.heldBack();
    }
    if (fault != null) {
      return new Answer(kind(fault), null, null, words(fault), null, null, null);
    }
    OneCallClient.Exchange seen = http.exchange();
    if (seen == null) {
      return new Answer(
          Answer.Kind.IN_DOUBT, null, null, "no answer from the gateway", null, null, null);
    }
    Answer.Kind kind = Codes.refused(seen.status(), code);
    String words =
        code == null
            ? "the gateway answered HTTP " + seen.status() + " and nothing readable"
            : Codes.words(code);
    return new Answer(
        kind, null, code == null ? seen.status() : code, words, null, seen.at(), retryAfter(seen));
  }

  private static Answer.Kind kind(OneCallClient.Fault fault) {
    if (fault.left()) {
      return Answer.Kind.IN_DOUBT;
    }
    return fault.cause() instanceof ConnectionRequestTimeoutException
        ? Answer.Kind.RETRY
        : Answer.Kind.UNREACHABLE;
  }

  private static String words(OneCallClient.Fault fault) {
    return (fault.left() ? "no answer from the gateway (" : "no connection to the gateway (")
        + fault.cause().getClass().getSimpleName()
        + ")";
  }

  private @Nullable Instant at() {
    OneCallClient.Exchange seen = http.exchange();
    return seen == null ? null : seen.at();
  }

  private static @Nullable Duration retryAfter(OneCallClient.Exchange seen) {
    String text = seen.retryAfter();
    if (text == null) {
      return null;
    }
    if (text.strip().matches("\\d{1,6}")) {
      return Duration.ofSeconds(Long.parseLong(text.strip()));
    }
    Instant until = OneCallClient.date(text.strip());
    Instant now = seen.at();
    return until == null || now == null || !until.isAfter(now)
        ? null
        : Duration.between(now, until);
  }

  @Override
  public LogPage log(@Nullable PhoneNumber to, @Nullable String next) {
    http.forget();
    try {
      MessageReader reader = Message.reader().setPageSize(1000L);
      if (to != null) {
        reader.setTo(to.e164());
      }
      Page<Message> page = next == null ? reader.firstPage(client) : reader.getPage(next, client);
      List<LogEntry> entries = new ArrayList<>();
      for (Message message : page.getRecords()) {
        entries.add(entry(message));
      }
      String following = page.hasNextPage() ? page.getNextPageUrl("api") : null;
      return new LogPage(entries, following, at());
    } catch (GatewayFault fault) {
      throw fault;
    } catch (ApiException e) {
      throw fault(e.getCode());
    } catch (RuntimeException unreadable) {
      throw fault(null);
    }
  }

  private GatewayFault fault(@Nullable Integer code) {
    OneCallClient.Fault io = http.fault();
    if (io != null) {
      return new GatewayFault("the gateway's log: " + words(io), null);
    }
    OneCallClient.Exchange seen = http.exchange();
    if (code != null) {
      return new GatewayFault("the gateway's log: error " + code + ", " + Codes.words(code), code);
    }
    return new GatewayFault(
        "the gateway's log: "
            + (seen == null ? "no answer" : "HTTP " + seen.status() + " and nothing readable"),
        seen == null ? null : seen.status());
  }

  private static LogEntry entry(Message message) {
    Message.Direction direction = message.getDirection();
    Message.Status status = message.getStatus();
    com.twilio.type.PhoneNumber from = message.getFrom();
    return new LogEntry(
        Objects.requireNonNullElse(message.getSid(), ""),
        direction == Message.Direction.INBOUND,
        from == null ? null : from.getEndpoint(),
        message.getTo() == null ? "" : message.getTo(),
        message.getBody() == null ? "" : message.getBody(),
        status == null ? "unknown" : status.toString().toLowerCase(Locale.ROOT),
        message.getErrorCode(),
        createdAt(message),
        changedAt(message),
        segments(message.getNumSegments()));
  }

  /** What happened later decides (I3): a row without its time can decide nothing. */
  private static Instant createdAt(Message message) {
    if (message.getDateCreated() == null) {
      throw new GatewayFault("the gateway's log: a row has no date_created that can be read", null);
    }
    return message.getDateCreated().toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Nothing changes before it is made: a row that says so does not say when. */
  private static @Nullable Instant changedAt(Message message) {
    ZonedDateTime updated = message.getDateUpdated();
    return updated == null || updated.toInstant().isBefore(createdAt(message))
        ? null
        : updated.toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static @Nullable Integer segments(@Nullable String text) {
    return text == null || !text.matches("\\d{1,4}") ? null : Integer.valueOf(text);
  }

  @Override
  public void close() {
    http.close();
  }
}
