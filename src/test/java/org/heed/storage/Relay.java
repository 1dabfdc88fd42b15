package org.heed.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;

/** A wire between Heed and a server, that can be cut and mended, or freeze and thaw. */
@NullUnmarked
public final class Relay implements AutoCloseable {
  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<String> last = new AtomicReference<>();
  private volatile boolean cut;
  private volatile CountDownLatch frozen = new CountDownLatch(0);
  private volatile CountDownLatch asked = frozen;

  /** Leads to a port of this machine. */
  public Relay(int target) {
    this.target = target;
    try {
      entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  public int port() {
    return entrance.getLocalPort();
  }

  /** Ends every connection; new ones are ended at once. */
  public void cut() {
    cut = true;
    open.forEach(Relay::end);
  }

  public void mend() {
    cut = false;
  }

  /** Freezes when this passes: connections stay and are taken, and nothing is answered any more. */
  public CountDownLatch freezeAt(String words) {
    CountDownLatch there = new CountDownLatch(1);
    asked = there;
    last.set(words);
    return there;
  }

  /** Everything goes on, what was under way too. */
  public void thaw() {
    frozen.countDown();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket from = entrance.accept();
        open.add(from);
        if (cut) {
          end(from);
          continue;
        }
        Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(to);
        start(() -> pass(from, to));
        start(() -> pass(to, from));
        if (cut) {
          end(from);
          end(to);
        }
      } catch (IOException ended) {
        // The next one.
      }
    }
  }

  private void pass(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] some = new byte[1 << 14];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        freezeIfLast(new String(some, 0, n, ISO_8859_1));
        frozen.await();
        out.write(some, 0, n);
      }
    } catch (IOException | InterruptedException ended) {
      // Both ends go.
    } finally {
      end(from);
      end(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private void freezeIfLast(String passing) {
    String words = last.get();
    if (words != null && passing.contains(words) && last.compareAndSet(words, null)) {
      frozen = new CountDownLatch(1);
      asked.countDown();
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It was to be closed.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    cut();
    thaw();
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
