package org.heed.gateway;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;

/** The real gateway client with time-outs a test can wait for. */
@NullUnmarked
public final class ShortCalls {
  private static final Duration READ = Duration.ofMillis(1200);
  private static final Duration DEADLINE = Duration.ofMillis(2500);

  private ShortCalls() {}

  /** With the time-outs of a real night. */
  public static Gateway patient(URI base) {
    return new TwilioGateway(new OneCallClient(base, 4), "AC1", "secret", "AC1", null);
  }

  public static Gateway to(URI base) {
    return new TwilioGateway(
        new OneCallClient(base, 66, READ, DEADLINE), "AC1", "secret", "AC1", null);
  }

  /** Says something all the time and never ends. */
  public static RawServer.Script drip() {
    return (request, socket) -> {
      RawServer.bytes("HTTP/1.1 201 Created\r\nContent-Length: 9000\r\n\r\n{")
          .answer(request, socket);
      while (true) {
        RawServer.bytes(" ").answer(request, socket);
        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
      }
    };
  }

  /** A server that resets each connection when a request has begun. */
  public static RawServer resetting() {
    return unread(
        (request, socket) -> {
          int begun = socket.getInputStream().read();
          if (begun >= 0) {
            RawServer.reset(socket);
          }
        });
  }

  static RawServer unread(RawServer.Script script) {
    return new RawServer(RawServer.listener(), script, false);
  }

  /** Where nobody listens. */
  public static URI nowhere() {
    try (RawServer server = new RawServer((request, socket) -> {})) {
      return server.baseUrl();
    }
  }
}
