package org.heed.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.heed.storage.Folders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what staff command while this process holds the embedded database. */
final class StaffLine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StaffLine.class);
  private static final int MOST_WORDS = 100;
  private static final long LONG_COMMAND_SECONDS = 10;

  /** Runs one command line; the exit status. */
  interface Carrier {
    int run(List<String> words, PrintStream out, PrintStream err);
  }

  private final ServerSocketChannel server;
  private final Path file;
  private final Carrier carrier;
  private final Set<SocketChannel> asked = ConcurrentHashMap.newKeySet();
  private final ExecutorService calls =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "staff");
            thread.setDaemon(true);
            return thread;
          });

  private StaffLine(ServerSocketChannel server, Path file, Carrier carrier) {
    this.server = server;
    this.file = file;
    this.carrier = carrier;
  }

  /** Listens until it is closed; where that cannot be, staff wait for the run's end. */
  static AutoCloseable open(Path folder, Carrier carrier) {
    StaffSocket socket = new StaffSocket(folder);
    try {
      // Whoever left it is dead: this process holds the database.
      Files.deleteIfExists(socket.file());
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      socket.at(server::bind);
      Folders.ownerOnly(socket.file());
      StaffLine line = new StaffLine(server, socket.file(), carrier);
      line.calls.execute(line::listen);
      return line;
    } catch (IOException | RuntimeException e) {
      log.warn("staff cannot be answered while this process runs: {}", e.toString());
      return () -> {};
    }
  }

  private void listen() {
    try {
      while (true) {
        SocketChannel call = server.accept();
        calls.execute(() -> answer(call));
      }
    } catch (IOException | RuntimeException closed) {
      log.debug("no more calls of staff", closed);
    }
  }

  private void answer(SocketChannel call) {
    try (call;
        DataInputStream in = new DataInputStream(Channels.newInputStream(call));
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(call))) {
      asked.add(call);
      if (!server.isOpen()) {
        return;
      }
      out.writeByte(StaffSocket.READY);
      List<String> words = words(in);
      if (!asked.remove(call)) {
        return;
      }
      out.writeByte(StaffSocket.TAKEN);
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      ByteArrayOutputStream complained = new ByteArrayOutputStream();
      int status = carrier.run(words, printed(said), printed(complained));
      out.writeInt(status);
      for (ByteArrayOutputStream text : List.of(said, complained)) {
        out.writeInt(text.size());
        text.writeTo(out);
      }
    } catch (IOException | RuntimeException gone) {
      log.debug("a call of staff broke off", gone);
    } finally {
      asked.remove(call);
    }
  }

  private static List<String> words(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 1 || count > MOST_WORDS) {
      throw new IOException("no command has " + count + " words");
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(in.readUTF());
    }
    return words;
  }

  private static PrintStream printed(ByteArrayOutputStream text) {
    return new PrintStream(text, true, StandardCharsets.UTF_8);
  }

  /** Ends when what was begun is done; whoever has not said anything yet asks again. */
  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(file);
      for (SocketChannel idle : List.copyOf(asked)) {
        if (asked.remove(idle)) {
          idle.close();
        }
      }
    } catch (IOException e) {
      log.warn("the staff's line was not closed in order: {}", e.toString());
    }
    calls.shutdown();
    try {
      // One that went on after the database was let go would open it beside its next holder.
      while (!calls.awaitTermination(LONG_COMMAND_SECONDS, TimeUnit.SECONDS)) {
        log.info("the run has ended and waits for a command of staff to end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
