package org.heed.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullUnmarked;

/**
 * An HTTP server that reads and counts each request whole, and then does to it what a test says.
 */
@NullUnmarked
public final class RawServer implements AutoCloseable {
  /** One request; names of headers in lower case. */
  public record Request(String method, String target, Map<String, String> headers, String body) {
    public String path() {
      return target.split("\\?", 2)[0];
    }

    public Map<String, String> query() {
      return target.contains("?") ? decoded(target.split("\\?", 2)[1]) : Map.of();
    }

    public Map<String, String> form() {
      return decoded(body);
    }
  }

  /** What is done to a request. */
  public interface Script {
    void answer(Request request, Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final List<Request> requests = new ArrayList<>();
  private final List<Socket> open = new ArrayList<>();
  private final boolean reads;
  private volatile Script script;

  /** Answers every request so. */
  public RawServer(Script script) {
    this(listener(), script, true);
  }

  /**
   * @param reads false: the script gets each connection before anything is read from it
   */
  RawServer(ServerSocket listener, Script script, boolean reads) {
    this.listener = listener;
    this.script = script;
    this.reads = reads;
    daemon(this::accept);
  }

  /** Answers so from now on. */
  public void script(Script script) {
    this.script = script;
  }

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  int port() {
    return listener.getLocalPort();
  }

  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  public synchronized List<Request> posts() {
    return requests.stream().filter(request -> request.method().equals("POST")).toList();
  }

  /** Answers with this JSON, and more headers. */
  public static Script json(int status, String body, String... headers) {
    return answer(status, "application/json", body, headers);
  }

  /** Answers with this body, and more headers. */
  public static Script answer(int status, String type, String body, String... headers) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    List<String> lines = new ArrayList<>();
    lines.add("HTTP/1.1 " + status + " Said");
    lines.add("Content-Type: " + type);
    lines.add("Content-Length: " + length);
    lines.addAll(List.of(headers));
    return bytes(String.join("\r\n", lines) + "\r\n\r\n" + body);
  }

  /** Writes these bytes and keeps the connection. */
  public static Script bytes(String text) {
    return (request, socket) -> {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    };
  }

  /** Ends the connection by a reset. */
  public static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  static ServerSocket listener() {
    try {
      return new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        synchronized (this) {
          open.add(socket);
        }
        daemon(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      if (!reads) {
        script.answer(null, socket);
        return;
      }
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (Request request = read(in); request != null; request = read(in)) {
        synchronized (this) {
          requests.add(request);
        }
        script.answer(request, socket);
      }
    } catch (IOException gone) {
      // The client went away, as it may.
    }
  }

  private static Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); line == null || !line.isEmpty(); line = line(in)) {
      if (line == null) {
        return null;
      }
      int colon = line.indexOf(':');
      if (colon < 0) {
        // Not HTTP, such as the beginning of TLS.
        return null;
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      return null;
    }
    String[] words = first.split(" ", -1);
    return new Request(words[0], words[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private static Map<String, String> decoded(String form) {
    Map<String, String> decoded = new ConcurrentHashMap<>();
    for (String pair : form.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      if (sides.length == 2) {
        decoded.put(
            URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
            URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
      }
    }
    return decoded;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "raw server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
