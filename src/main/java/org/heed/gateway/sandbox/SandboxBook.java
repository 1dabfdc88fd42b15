package org.heed.gateway.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What the sandbox gateway was sent and told; every row is kept in a file. */
final class SandboxBook implements AutoCloseable {
  /** One message; {@code order} grows. */
  record Row(
      long order,
      String sid,
      boolean inbound,
      String from,
      String to,
      String body,
      String status,
      @Nullable Integer errorCode,
      String createdAt) {
    Instant created() {
      return Instant.parse(createdAt);
    }
  }

  /** HTTP's status and the body of the answer. */
  record Created(int status, Map<String, ? extends @Nullable Object> body) {}

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> STOP =
      Set.of("STOP", "STOPALL", "QUIT", "END", "CANCEL", "UNSUBSCRIBE", "OPTOUT", "REVOKE");
  private static final Set<String> START = Set.of("START", "YES", "UNSTOP");
  private static final int UNSUBSCRIBED = 21610;
  private static final Map<String, Integer> TEST_NUMBERS =
      Map.of(
          "+15005550001", 21211,
          "+15005550002", 21612,
          "+15005550003", 21408,
          "+15005550004", UNSUBSCRIBED,
          "+15005550009", 21614);

  private final Clock clock;
  private final Writer journal;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Row> bySid = new HashMap<>();
  private final Set<String> blocked = new HashSet<>();

  SandboxBook(Path file, Clock clock) {
    this.clock = clock;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          keep(JSON.readValue(line, Row.class));
        }
      }
      journal =
          Files.newBufferedWriter(
              file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox's file " + file + " cannot be used", e);
    }
  }

  static Map<String, Object> error(int code, String words) {
    return Map.of(
        "code",
        code,
        "message",
        words,
        "more_info",
        "https://www.twilio.com/docs/errors/" + code,
        "status",
        code == 20003 ? 401 : code == 20404 ? 404 : 400);
  }

  synchronized Created create(Map<String, String> form) {
    String to = form.getOrDefault("To", "");
    String from = form.getOrDefault("From", "");
    String body = form.getOrDefault("Body", "");
    boolean service = form.containsKey("MessagingServiceSid");
    if (from.equals("+15005550007")) {
      return new Created(400, error(21606, "The From phone number is not a valid sender"));
    }
    if (!to.matches("\\+[1-9]\\d{6,14}")) {
      return new Created(400, error(21211, "Invalid 'To' Phone Number"));
    }
    if (body.isEmpty()) {
      return new Created(400, error(21602, "Message body is required"));
    }
    if (body.length() > 1600) {
      return new Created(400, error(21617, "The concatenated message body exceeds the limit"));
    }
    Integer code =
        blocked.contains(from + to) ? Integer.valueOf(UNSUBSCRIBED) : TEST_NUMBERS.get(to);
    if (code != null && !service) {
      add(false, from, to, body, "failed", code);
      return new Created(
          400,
          error(
              code,
              code == UNSUBSCRIBED
                  ? "Attempt to send to unsubscribed recipient"
                  : "The message cannot be sent"));
    }
    Row row = add(false, from, to, body, code == null ? "delivered" : "failed", code);
    Map<String, @Nullable Object> answer = json(row);
    answer.put("status", service ? "accepted" : "queued");
    answer.put("error_code", null);
    return new Created(201, answer);
  }

  synchronized void reply(String from, String to, String body) {
    add(true, from, to, body, "received", null);
  }

  private Row add(
      boolean inbound, String from, String to, String body, String status, @Nullable Integer code) {
    Row row =
        new Row(
            rows.isEmpty() ? 1 : rows.get(rows.size() - 1).order() + 1,
            "SM" + UUID.randomUUID().toString().replace("-", ""),
            inbound,
            from,
            to,
            body,
            status,
            code,
            clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    keep(row);
    try {
      journal.write(JSON.writeValueAsString(row) + "\n");
      journal.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return row;
  }

  private void keep(Row row) {
    rows.add(row);
    bySid.put(row.sid(), row);
    if (row.inbound()) {
      String word = row.body().strip().toUpperCase(Locale.ROOT);
      if (STOP.contains(word)) {
        blocked.add(row.to() + row.from());
      } else if (START.contains(word)) {
        blocked.remove(row.to() + row.from());
      }
    }
  }

  synchronized @Nullable Map<String, @Nullable Object> find(String sid) {
    Row row = bySid.get(sid);
    return row == null ? null : json(row);
  }

  /** Rows older than an order, newest first. */
  synchronized List<Row> before(long order, Map<String, String> query, int most) {
    List<Row> found = new ArrayList<>();
    for (int i = rows.size() - 1; i >= 0 && found.size() < most; i--) {
      Row row = rows.get(i);
      if (row.order() < order && matches(row, query)) {
        found.add(row);
      }
    }
    return found;
  }

  private static boolean matches(Row row, Map<String, String> query) {
    LocalDate day = row.created().atOffset(ZoneOffset.UTC).toLocalDate();
    String on = query.get("DateSent");
    String from = query.get("DateSent>");
    String until = query.get("DateSent<");
    return row.to().equals(query.getOrDefault("To", row.to()))
        && row.from().equals(query.getOrDefault("From", row.from()))
        && (on == null || day.equals(day(on)))
        && (from == null || !day.isBefore(day(from)))
        && (until == null || !day.isAfter(day(until)));
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text.substring(0, 10));
  }

  Map<String, @Nullable Object> json(Row row) {
    String time =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(row.created().atOffset(ZoneOffset.UTC));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("sid", row.sid());
    json.put("direction", row.inbound() ? "inbound" : "outbound-api");
    json.put("from", row.from());
    json.put("to", row.to());
    json.put("body", row.body());
    json.put("status", row.status());
    json.put("error_code", row.errorCode());
    json.put("error_message", null);
    json.put("date_created", time);
    json.put("date_sent", row.errorCode() == null ? time : null);
    json.put("date_updated", time);
    json.put("num_segments", String.valueOf(1 + row.body().length() / 160));
    json.put("num_media", "0");
    json.put("uri", "/2010-04-01/Accounts/AC/Messages/" + row.sid() + ".json");
    return json;
  }

  @Override
  public synchronized void close() {
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
