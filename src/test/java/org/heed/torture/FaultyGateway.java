package org.heed.torture;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.heed.gateway.RawServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands between Heed and the gateway and lets things go wrong. */
final class FaultyGateway implements AutoCloseable {
  /**
   * One text that was asked for.
   *
   * @param refused the gateway said 21610, whether Heed heard it or not
   */
  record Exchange(String body, String to, long from, long until, boolean refused) {}

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SERVICE = "&MessagingServiceSid=MG1";
  private static final long DELAY_MILLIS = 20;
  private static final long HANG_MILLIS = 500;
  private static final String BUSY = "{\"code\":20503,\"message\":\"busy\",\"status\":503}";
  private static final String TOO_MANY = "{\"code\":20429,\"message\":\"slower\",\"status\":429}";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> refusalsShown = new ConcurrentHashMap<>();
  private final URI gateway;
  private final Faults faults;
  private final Progress progress;
  private final Runnable texted;
  private final boolean someLate;
  private final RawServer server;

  /**
   * @param someLate half of the texts are taken first, as through a messaging service; that one is
   *     refused its list shows later
   */
  FaultyGateway(URI gateway, Faults faults, Progress progress, Runnable texted, boolean someLate) {
    this.someLate = someLate;
    this.gateway = gateway;
    this.faults = faults;
    this.progress = progress;
    this.texted = texted;
    this.server = new RawServer(this::answer);
  }

  URI baseUrl() {
    return server.baseUrl();
  }

  Collection<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** Since when its list has shown a refusal, by phone. */
  Map<String, Long> refusalsShown() {
    return Map.copyOf(refusalsShown);
  }

  private void answer(RawServer.Request request, Socket socket) throws IOException {
    if (request.method().equals("POST")) {
      text(request, socket);
      return;
    }
    progress.note(Progress.Event.LOOK);
    if (faults.look().arrives()) {
      HttpResponse<String> list = forward(request, request.body());
      JSON.readTree(list.body()).path("messages").forEach(this::show);
      pass(list).answer(request, socket);
    } else {
      RawServer.json(503, BUSY).answer(request, socket);
    }
  }

  private void show(JsonNode row) {
    if (row.path("error_code").asInt(0) == 21610) {
      refusalsShown.putIfAbsent(row.path("to").asString(), System.nanoTime());
    }
  }

  private void text(RawServer.Request request, Socket socket) throws IOException {
    long from = System.nanoTime();
    progress.note(Progress.Event.TEXT);
    Fault fault = faults.text();
    pause(DELAY_MILLIS);
    // The same text tried again goes the same way.
    boolean late = someLate && (request.body().hashCode() & 1) == 0;
    String body = late ? request.body() + SERVICE : request.body();
    HttpResponse<String> answer = fault.arrives() ? forward(request, body) : null;
    boolean refused = answer != null && answer.body().contains("21610");
    texted.run();
    if (fault == Fault.HANG) {
      pause(HANG_MILLIS);
    }
    exchanges.add(
        new Exchange(
            request.form().get("Body"),
            request.form().get("To"),
            from,
            System.nanoTime(),
            refused));
    switch (fault) {
      case RESET_BEFORE, RESET_AFTER -> RawServer.reset(socket);
      case HANG -> socket.close();
      case BUSY_BEFORE, BUSY_AFTER -> RawServer.json(503, BUSY).answer(request, socket);
      case TOO_MANY -> RawServer.json(429, TOO_MANY).answer(request, socket);
      case TOO_MANY_WAIT -> RawServer.json(429, TOO_MANY, "Retry-After: 1").answer(request, socket);
      case FOREIGN_BEFORE, FOREIGN_AFTER ->
          RawServer.answer(502, "text/html", "<html><h1>Bad gateway</h1></html>")
              .answer(request, socket);
      case TRUNCATED ->
          RawServer.json(201, answer.body().substring(0, answer.body().length() / 2))
              .answer(request, socket);
      default -> pass(answer).answer(request, socket);
    }
  }

  private static RawServer.Script pass(HttpResponse<String> answer) {
    return RawServer.json(
        answer.statusCode(),
        answer.body(),
        "Date: " + answer.headers().firstValue("Date").orElseThrow());
  }

  private HttpResponse<String> forward(RawServer.Request request, String body) throws IOException {
    HttpRequest.Builder copy =
        HttpRequest.newBuilder(URI.create(gateway + request.target()))
            .header("Authorization", request.headers().get("authorization"))
            .method(request.method(), HttpRequest.BodyPublishers.ofString(body));
    try {
      return http.send(copy.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Override
  public void close() {
    server.close();
  }
}
