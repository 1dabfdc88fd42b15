package org.heed.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that are closed when all of a conversation takes too long: a server that says one byte
 * every few seconds stays within every time-out of a single read.
 */
final class TimedSockets extends SocketFactory {
  private @Nullable Socket latest;
  private volatile boolean late;

  /** Until this is closed the conversation has so much time. */
  Limit limit(Duration most) {
    late = false;
    return new Limit(most);
  }

  /** Whether the latest conversation took too long. */
  boolean wasLate() {
    return late;
  }

  /** One conversation's time. */
  final class Limit implements AutoCloseable {
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Limit(Duration most) {
      CompletableFuture<Void> unused =
          end.orTimeout(most.toMillis(), TimeUnit.MILLISECONDS)
              .whenComplete(
                  (done, tooLate) -> {
                    if (tooLate != null) {
                      cut();
                    }
                  });
    }

    @Override
    public void close() {
      end.complete(null);
    }
  }

  private synchronized void cut() {
    late = true;
    Socket open = latest;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is of no use any more either way.
      }
    }
  }

  @Override
  public synchronized Socket createSocket() throws IOException {
    if (late) {
      throw new SocketTimeoutException("it took too long");
    }
    Socket made = new Socket();
    latest = made;
    return made;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }
}
