package org.heed.torture;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.heed.gateway.RawServer;

/** Stands between Heed and the mail server and cuts connections around the end of a mail. */
final class FaultyMail implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int port;
  private final Faults faults;
  private final Progress progress;

  FaultyMail(int port, Faults faults, Progress progress) throws IOException {
    this.port = port;
    this.faults = faults;
    this.progress = progress;
    daemon(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        daemon(() -> serve(client));
      }
    } catch (IOException closed) {
      // The program is over.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      InputStream asked = new BufferedInputStream(client.getInputStream());
      InputStream answered = new BufferedInputStream(server.getInputStream());
      OutputStream out = server.getOutputStream();
      client.getOutputStream().write(reply(answered));
      boolean inMail = false;
      for (byte[] line = line(asked); line.length > 0; line = line(asked)) {
        boolean end = inMail && text(line).equals(".\r\n");
        Fault fault = end ? faults.mail() : Fault.NONE;
        if (fault.arrives()) {
          out.write(line);
        }
        byte[] reply = (inMail && !end) || !fault.arrives() ? new byte[0] : reply(answered);
        if (end) {
          progress.note(Progress.Event.MAIL);
        }
        if (fault != Fault.NONE) {
          RawServer.reset(client);
          return;
        }
        client.getOutputStream().write(reply);
        inMail = inMail ? !end : text(reply).startsWith("354");
      }
    } catch (IOException gone) {
      // Heed was killed, or the program is over.
    }
  }

  /** All lines of one reply. */
  private static byte[] reply(InputStream in) throws IOException {
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    byte[] line;
    do {
      line = line(in);
      reply.write(line);
    } while (line.length > 3 && line[3] == '-');
    return reply.toByteArray();
  }

  /** With its end; empty: there is no more, or no whole one. */
  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      line.write(b);
      if (b == '\n') {
        return line.toByteArray();
      }
    }
    return new byte[0];
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "faulty mail");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
