package org.heed.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;

/**
 * A gateway to measure against, in a process of its own and with the JDK alone: a thread a
 * connection takes every text after 20 ms, or as many as the first argument says. {@code GET
 * /figures} tells how many texts were asked for and how many nanoseconds lie between the first and
 * the last, and begins anew; {@code GET /arrivals} when each came, in milliseconds.
 */
@NullUnmarked
public final class BareGateway {
  private static final long DEFAULT_MILLIS = 20;
  private static final AtomicLong SID = new AtomicLong();

  private long texts;
  private long first;
  private long last;

  private final long answersAfterNanos;
  private final List<Long> arrivals = new ArrayList<>();

  private BareGateway(long answersAfterMillis) {
    this.answersAfterNanos = TimeUnit.MILLISECONDS.toNanos(answersAfterMillis);
  }

  public static void main(String[] arguments) throws IOException {
    BareGateway gateway =
        new BareGateway(arguments.length == 0 ? DEFAULT_MILLIS : Long.parseLong(arguments[0]));
    try (ServerSocket server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      while (true) {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> gateway.serve(socket), "connection");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
      for (String request = line(in); !request.isEmpty(); request = line(in)) {
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(header.substring(15).strip());
          }
        }
        in.skipNBytes(length);
        socket.getOutputStream().write(answer(request));
      }
    } catch (IOException gone) {
      System.err.println("a connection was lost");
    }
  }

  private byte[] answer(String request) {
    if (request.startsWith("POST")) {
      note(System.nanoTime());
      LockSupport.parkNanos(answersAfterNanos);
      return json(
          "201 Created",
          "{\"sid\":\"SM%032x\",\"status\":\"queued\",\"num_segments\":\"1\",\"error_code\":null}"
              .formatted(SID.incrementAndGet()));
    }
    if (request.contains("/arrivals")) {
      return json("200 OK", arrivals());
    }
    return json("200 OK", request.contains("/figures") ? figures() : "{\"messages\":[]}");
  }

  private synchronized void note(long now) {
    first = texts++ == 0 ? now : first;
    last = now;
    arrivals.add(TimeUnit.NANOSECONDS.toMillis(now));
  }

  private synchronized String arrivals() {
    return arrivals.stream().map(String::valueOf).collect(Collectors.joining("\n"));
  }

  private synchronized String figures() {
    String figures = texts + " " + (last - first);
    texts = 0;
    arrivals.clear();
    return figures;
  }

  private static byte[] json(String status, String body) {
    byte[] content = body.getBytes(UTF_8);
    String head =
        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nDate: %s\r\n\r\n"
            .formatted(
                status,
                content.length,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
    ByteArrayOutputStream all = new ByteArrayOutputStream(head.length() + content.length);
    all.writeBytes(head.getBytes(US_ASCII));
    all.writeBytes(content);
    return all.toByteArray();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
