package org.heed.gateway.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway to try things on: an HTTP server that speaks the part of Twilio's API that Heed uses
 * and behaves as it does, with opt-outs by sender and phone. It texts nobody.
 */
public final class SandboxGateway implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final ExecutorService workers;
  private final SandboxBook book;
  private final Clock clock;
  private volatile Duration delay = Duration.ZERO;

  /**
   * Starts the server on this machine only.
   *
   * @param port 0: any free one
   * @param folder keeps what was sent and said, so that the next start knows it
   */
  public SandboxGateway(int port, Path folder, Clock clock) {
    this.clock = clock;
    this.book = new SandboxBook(folder.resolve("gateway.jsonl"), clock);
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox gateway cannot listen on port " + port, e);
    }
    workers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "sandbox gateway");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where clients find it. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** How long it takes to answer. */
  public void setDelay(Duration delay) {
    this.delay = delay;
  }

  /**
   * Somebody replies.
   *
   * @param from the phone, E.164
   * @param to the sender, E.164
   */
  public void reply(String from, String to, String body) {
    book.reply(from, to, body);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (!delay.isZero()) {
        LockSupport.parkNanos(delay.toNanos());
      }
      if (method.equals("POST") && path.equals("/sandbox/replies")) {
        Map<String, String> form = form(body);
        reply(value(form, "From"), value(form, "To"), value(form, "Body"));
        answer(exchange, 201, Map.of("status", "received"));
      } else if (!path.matches("/2010-04-01/Accounts/[^/]+/Messages(/[^/]+)?\\.json")) {
        answer(exchange, 404, SandboxBook.error(20404, "The requested resource was not found"));
      } else if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
        answer(exchange, 401, SandboxBook.error(20003, "Authenticate"));
      } else if (method.equals("POST")) {
        SandboxBook.Created created = book.create(form(body));
        answer(exchange, created.status(), created.body());
      } else if (path.endsWith("/Messages.json")) {
        answer(exchange, 200, list(path, query));
      } else {
        String sid = path.substring(path.lastIndexOf('/') + 1).replace(".json", "");
        Map<String, @Nullable Object> row = book.find(sid);
        answer(
            exchange,
            row == null ? 404 : 200,
            row == null ? SandboxBook.error(20404, "The requested resource was not found") : row);
      }
    }
  }

  private Map<String, @Nullable Object> list(String path, Map<String, String> query) {
    int size = Math.min(1000, Integer.parseInt(query.getOrDefault("PageSize", "50")));
    long before = Long.parseLong(query.getOrDefault("PageToken", String.valueOf(Long.MAX_VALUE)));
    List<SandboxBook.Row> rows = book.before(before, query, size + 1);
    boolean more = rows.size() > size;
    List<SandboxBook.Row> page = more ? rows.subList(0, size) : rows;
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("messages", page.stream().map(book::json).toList());
    answer.put("page_size", size);
    answer.put("page", Integer.parseInt(query.getOrDefault("Page", "0")));
    answer.put("uri", path);
    answer.put("first_page_uri", path + "?PageSize=" + size);
    answer.put("next_page_uri", more ? next(path, query, page) : null);
    answer.put("previous_page_uri", null);
    return answer;
  }

  private static String next(String path, Map<String, String> query, List<SandboxBook.Row> page) {
    StringBuilder uri = new StringBuilder(path).append('?');
    query.forEach(
        (name, value) -> {
          if (!name.startsWith("Page") || name.equals("PageSize")) {
            uri.append(encode(name)).append('=').append(encode(value)).append('&');
          }
        });
    int number = Integer.parseInt(query.getOrDefault("Page", "0")) + 1;
    return uri.append("Page=")
        .append(number)
        .append("&PageToken=")
        .append(page.get(page.size() - 1).order())
        .toString();
  }

  private void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange
        .getResponseHeaders()
        .set(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> form(@Nullable String text) {
    Map<String, String> form = new HashMap<>();
    if (text != null) {
      for (String pair : text.split("&", -1)) {
        int at = pair.indexOf('=');
        if (at > 0) {
          form.put(decode(pair.substring(0, at)), decode(pair.substring(at + 1)));
        }
      }
    }
    return form;
  }

  private static String value(Map<String, String> form, String name) {
    return form.getOrDefault(name, "");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
    book.close();
  }
}
