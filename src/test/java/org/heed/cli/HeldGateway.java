package org.heed.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.heed.Java;
import org.jspecify.annotations.NullUnmarked;

/** A gateway that answers some texts and then none until it may go on; and Heed as its client. */
@NullUnmarked
final class HeldGateway implements AutoCloseable {
  static final String TOKEN = "5ecret5ecret5ecret5ecret5ecret55";

  private final List<String> texts = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch some;
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger sids = new AtomicInteger();
  private final HttpServer server;

  /** One that holds back its answers from this many texts on. */
  HeldGateway(int answered) throws IOException {
    some = new CountDownLatch(answered);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean post = exchange.getRequestMethod().equals("POST");
    if (post) {
      texts.add(
          Arrays.stream(body.split("&"))
              .filter(field -> field.startsWith("Body="))
              .map(field -> URLDecoder.decode(field.substring(5), StandardCharsets.UTF_8))
              .collect(Collectors.joining()));
      some.countDown();
      if (some.getCount() == 0) {
        await();
      }
    }
    String answer =
        post
            ? "{\"sid\":\"SM" + sids.incrementAndGet() + "\",\"status\":\"queued\"}"
            : "{\"messages\":[],\"next_page_uri\":null}";
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(post ? 201 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void await() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** Whether it has come so far that it holds back. */
  boolean isFull() throws InterruptedException {
    return some.await(60, TimeUnit.SECONDS);
  }

  void goOn() {
    goOn.countDown();
  }

  /** Every text it was asked for, with its opt-out line. */
  List<String> texts() {
    return List.copyOf(texts);
  }

  /** A command as a process of its own; what it says is in {@code out} and {@code err}. */
  Process heed(Path home, String... words) throws IOException {
    return heed(home, home, words);
  }

  /** The same; what it says is in a folder of its own. */
  Process heed(Path home, Path said, String... words) throws IOException {
    List<String> command = Java.heed();
    command.addAll(List.of(words));
    command.addAll(settings(home));
    ProcessBuilder process = new ProcessBuilder(command);
    process.redirectOutput(said.resolve("out").toFile());
    process.redirectError(said.resolve("err").toFile());
    return process.start();
  }

  /** What a command needs to be its client, as typed. */
  List<String> settings(Path home) {
    return List.of(
        "--heed.home=" + home,
        "--heed.time-zone=Asia/Kathmandu",
        "--heed.twilio.base-url=http://127.0.0.1:" + server.getAddress().getPort(),
        "--heed.twilio.account-sid=AC1",
        "--heed.twilio.auth-token=" + TOKEN,
        "--heed.senders[0].number=+12025550100",
        "--heed.senders[0].name=Advising",
        "--heed.delivery.quiet-hours=off",
        "--heed.delivery.concurrency=4",
        "--heed.mail.from=texts@example.edu",
        "--spring.mail.host=127.0.0.1");
  }

  @Override
  public void close() {
    goOn();
    server.stop(0);
  }
}
