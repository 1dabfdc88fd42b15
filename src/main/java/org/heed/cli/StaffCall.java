package org.heed.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the process that holds the embedded database carry a command out. */
final class StaffCall {
  private static final Logger log = LoggerFactory.getLogger(StaffCall.class);
  private static final long PATIENCE_SECONDS = 5;

  private StaffCall() {}

  /**
   * Asks, and prints the answer.
   *
   * @param folder the database's
   * @return the exit status; null: nobody listens, and nothing was done
   */
  static @Nullable Integer ask(Path folder, List<String> words, PrintStream out, PrintStream err) {
    StaffSocket socket = new StaffSocket(folder);
    if (!Files.exists(socket.file())) {
      return null;
    }
    AtomicBoolean decided = new AtomicBoolean();
    boolean told = false;
    try (SocketChannel line = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.at(line::connect);
      // A holder that sleeps accepts nothing, and what it was not told it does not do later.
      CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .execute(() -> hangUpUnless(decided, line));
      DataInputStream in = new DataInputStream(Channels.newInputStream(line));
      DataOutputStream say = new DataOutputStream(Channels.newOutputStream(line));
      if (in.read() != StaffSocket.READY
          || !decided.compareAndSet(false, true)
          || !takes(words, say, in)) {
        return null;
      }
      told = true;
      return answer(in, out, err);
    } catch (IOException | UnsupportedOperationException e) {
      if (!told) {
        return null;
      }
      err.println(
          "heed: the run that holds the database ended before it answered; whether it was done,"
              + " person, review and status tell");
      return Problems.COULD_NOT;
    }
  }

  private static boolean takes(List<String> words, DataOutputStream say, DataInputStream in)
      throws IOException {
    say.writeInt(words.size());
    for (String word : words) {
      say.writeUTF(word);
    }
    return in.read() == StaffSocket.TAKEN;
  }

  private static int answer(DataInputStream in, PrintStream out, PrintStream err)
      throws IOException {
    int status = in.readInt();
    for (PrintStream to : List.of(out, err)) {
      to.write(in.readNBytes(in.readInt()));
      to.flush();
    }
    return status;
  }

  private static void hangUpUnless(AtomicBoolean decided, SocketChannel line) {
    if (decided.compareAndSet(false, true)) {
      try {
        line.close();
      } catch (IOException e) {
        log.debug("a call of staff was not hung up in order", e);
      }
    }
  }

  /** The command was carried out elsewhere. */
  static final class Answered extends RuntimeException {
    private final int status;

    Answered(int status) {
      super("answered by the process that holds the database", null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
