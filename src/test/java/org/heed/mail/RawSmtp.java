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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;

/** A mail server that says what a test wants it to say, line by line. */
@NullUnmarked
public final class RawSmtp implements AutoCloseable {
  /** Ends the connection by a reset instead of an answer. */
  public static final String RESET = "reset";

  /** What the end of a mail is called for a script. */
  public static final String END = "END OF DATA";

  private final ServerSocket listener;
  private final List<String> commands = new ArrayList<>();
  private final List<String> mails = new ArrayList<>();
  private volatile Function<String, String> script = command -> null;
  private final AtomicInteger connections = new AtomicInteger();

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

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      if (!say(socket, "220 raw.invalid")) {
        return;
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String answer = answer(line);
        if (!say(socket, answer)) {
          return;
        }
        if (answer.startsWith("354") && !say(socket, body(in))) {
          return;
        }
      }
    } catch (IOException gone) {
      // The client went away, as it may.
    }
  }

  private String answer(String command) {
    synchronized (this) {
      commands.add(command);
    }
    String own = script.apply(command);
    if (own != null) {
      return own;
    }
    return switch (command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
      case "EHLO" -> "250-raw.invalid\r\n250 8BITMIME";
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
    socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return true;
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
