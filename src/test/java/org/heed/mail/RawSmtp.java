package org.heed.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.NullUnmarked;

/** A mail server that says what a test wants it to say, line by line. */
@NullUnmarked
public final class RawSmtp implements AutoCloseable {
  /** Ends the connection by a reset instead of an answer. */
  public static final String RESET = "reset";

  /** Says one byte after the other without end, each soon enough for a single read. */
  public static final String DRIP = "drip";

  /** What a new connection is called for a script. */
  public static final String GREETING = "GREETING";

  /** What the end of a mail is called for a script. */
  public static final String END = "END OF DATA";

  private final ServerSocket listener;
  private final List<String> commands = new ArrayList<>();
  private final List<String> mails = new ArrayList<>();
  private volatile Function<String, String> script = command -> null;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile SSLContext encryption;

  public RawSmtp() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(
        () -> {
          try {
            while (true) {
              Socket socket = listener.accept();
              connections.incrementAndGet();
              daemon(() -> serve(socket));
            }
          } catch (IOException closed) {
            // The test is over.
          }
        });
  }

  /** Answers so from now on; null: the usual answer to a command. */
  public void script(Function<String, String> script) {
    this.script = script;
  }

  /** Offers STARTTLS from now on; null: no longer. */
  public void encryption(SSLContext context) {
    this.encryption = context;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  public synchronized List<String> commands(String verb) {
    return commands.stream().filter(command -> command.startsWith(verb)).toList();
  }

  public synchronized List<String> mails() {
    return List.copyOf(mails);
  }

  private void serve(Socket accepted) {
    try (accepted) {
      Socket socket = accepted;
      BufferedReader in = reader(socket);
      String own = script.apply(GREETING);
      if (!say(socket, own == null ? "220 raw.invalid" : own)) {
        return;
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String answer = answer(line, socket);
        if (!say(socket, answer)) {
          return;
        }
        if (line.equals("STARTTLS") && answer.startsWith("220")) {
          SSLSocket encrypted =
              (SSLSocket)
                  encryption.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
          encrypted.setUseClientMode(false);
          socket = encrypted;
          in = reader(socket);
        }
        if (answer.startsWith("354") && !say(socket, body(in))) {
          return;
        }
      }
    } catch (IOException gone) {
      // The client went away, as it may.
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  private String answer(String command, Socket socket) {
    synchronized (this) {
      commands.add(command);
    }
    String own = script.apply(command);
    if (own != null) {
      return own;
    }
    return switch (command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
      case "EHLO" ->
          encryption == null || socket instanceof SSLSocket
              ? "250-raw.invalid\r\n250 8BITMIME"
              : "250-raw.invalid\r\n250 STARTTLS";
      case "STARTTLS" -> "220 go on";
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 bye";
      default -> "250 fine";
    };
  }

  private String body(BufferedReader in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        return RESET;
      }
      lines.add(line);
    }
    String own = script.apply(END);
    synchronized (this) {
      mails.add(String.join("\r\n", lines));
    }
    return own == null ? "250 taken" : own;
  }

  private static boolean say(Socket socket, String answer) throws IOException {
    if (answer.equals(RESET)) {
      socket.setSoLinger(true, 0);
      return false;
    }
    while (answer.equals(DRIP)) {
      socket.getOutputStream().write('2');
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    // As a server does that says it is closing.
    return !answer.startsWith("421");
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "raw smtp");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
