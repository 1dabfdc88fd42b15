package org.heed.gateway;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;

/** Twilio's documented answers, letter by letter, around a list of messages a test fills. */
@NullUnmarked
final class StubTwilio {
  static final String REFUSED =
      """
      {"code": 21610, "message": "Attempt to send to unsubscribed recipient", \
      "more_info": "https://www.twilio.com/docs/errors/21610", "status": 400}\
      """;
  private static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  record Row(
      String sid,
      String direction,
      String from,
      String to,
      String body,
      String status,
      Integer code,
      Instant created,
      int segments) {

    String json() {
      String time = '"' + RFC_2822.format(created) + '"';
      return """
      {"body": "%s", "num_segments": "%d", "direction": "%s", "from": "%s", "to": "%s", \
      "date_updated": %s, "price": null, "error_message": null, "uri": \
      "/2010-04-01/Accounts/AC1/Messages/%s.json", "account_sid": "AC1", "num_media": "0", \
      "status": "%s", "messaging_service_sid": null, "sid": "%s", "date_sent": %s, \
      "date_created": %s, "error_code": %s, "price_unit": "USD", "api_version": "2010-04-01", \
      "subresource_uris": {"media": "/2010-04-01/Accounts/AC1/Messages/%s/Media.json"}}\
      """
          .formatted(
              body,
              segments,
              direction,
              from,
              to,
              time,
              sid,
              status,
              sid,
              sent() ? time : "null",
              time,
              code,
              sid);
    }

    boolean sent() {
      return code == null;
    }
  }

  final List<Row> rows = new ArrayList<>();
  final List<String> blocked = new ArrayList<>();
  final RawServer server;
  private final Instant now;

  StubTwilio(Instant now) {
    this.now = now;
    server =
        new RawServer(
            (request, socket) -> {
              String date = "Date: " + RFC_2822.format(now).replace("+0000", "GMT");
              if (request.method().equals("POST")) {
                created(request, date).answer(request, socket);
              } else {
                String sid = request.path().replaceAll(".*/Messages/?|\\.json", "");
                String body =
                    sid.isEmpty()
                        ? list(request)
                        : rows.stream().filter(r -> r.sid().equals(sid)).findAny().get().json();
                RawServer.json(200, body, date).answer(request, socket);
              }
            });
  }

  synchronized void add(String direction, String from, String to, String body, String status) {
    add(direction, from, to, body, status, null, 1);
  }

  private synchronized Row add(
      String direction,
      String from,
      String to,
      String body,
      String status,
      Integer code,
      int segments) {
    String sid = "SM%032x".formatted(rows.size() + 1);
    Row row = new Row(sid, direction, from, to, body, status, code, now, segments);
    rows.add(0, row);
    return row;
  }

  private synchronized RawServer.Script created(RawServer.Request request, String date) {
    Map<String, String> form = request.form();
    String from = form.get("From");
    String to = form.get("To");
    String body = form.get("Body");
    if (blocked.contains(from + to)) {
      add("outbound-api", from, to, body, "failed", 21610, 1);
      return RawServer.json(400, REFUSED, date);
    }
    Row row = add("outbound-api", from, to, body, "queued", null, body.length() > 160 ? 2 : 1);
    return RawServer.json(201, row.json(), date);
  }

  private synchronized String list(RawServer.Request request) {
    Map<String, String> query = request.query();
    int size = Integer.parseInt(query.getOrDefault("PageSize", "50"));
    String after = query.getOrDefault("PageToken", "PA");
    int start =
        after.equals("PA")
            ? 0
            : rows.stream().map(Row::sid).toList().indexOf(after.substring(2)) + 1;
    List<Row> found =
        rows.subList(start, rows.size()).stream()
            .filter(row -> row.to().equals(query.getOrDefault("To", row.to())))
            .filter(row -> row.from().equals(query.getOrDefault("From", row.from())))
            .filter(row -> within(row, query))
            .toList();
    List<Row> page = found.subList(0, Math.min(size, found.size()));
    String filters =
        query.entrySet().stream()
            .filter(one -> !one.getKey().startsWith("Page"))
            .map(one -> one.getKey() + "=" + one.getValue().replace("+", "%2B") + "&")
            .collect(Collectors.joining());
    String next =
        found.size() <= size
            ? "null"
            : "\"/2010-04-01/Accounts/AC1/Messages.json?%sPageSize=%d&Page=1&PageToken=PA%s\""
                .formatted(filters, size, page.get(size - 1).sid());
    return """
    {"first_page_uri": "/2010-04-01/Accounts/AC1/Messages.json?PageSize=%d&Page=0", "end": 0, \
    "previous_page_uri": null, "uri": "/2010-04-01/Accounts/AC1/Messages.json?Page=0", \
    "page_size": %d, "start": 0, "next_page_uri": %s, "page": 0, "messages": [%s]}\
    """
        .formatted(
            size, size, next, page.stream().map(Row::json).collect(Collectors.joining(", ")));
  }

  private static boolean within(Row row, Map<String, String> query) {
    String day = row.created().toString().substring(0, 10);
    String on = query.get("DateSent");
    String from = query.get("DateSent>");
    String until = query.get("DateSent<");
    return (on == null && from == null && until == null)
        || (row.sent()
            && (on == null || on.startsWith(day))
            && (from == null || !row.created().isBefore(Instant.parse(from + "Z")))
            && (until == null || !row.created().isAfter(Instant.parse(until + "Z"))));
  }
}
