package org.heed.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.ExceptionListener;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.io.CloseMode;
import org.heed.address.ConfigurationProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway to try things on: an HTTP server that speaks the part of Twilio's API that Heed uses
 * and behaves as it does, with opt-outs by sender and phone. It texts nobody.
 */
public final class SandboxGateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SandboxGateway.class);
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final DateTimeFormatter HTTP_TIME =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final HttpServer server;
  private final SandboxBook book;
  private final SandboxApi api;
  private final Clock clock;
  private volatile Duration delay = Duration.ZERO;

  /**
   * Starts the server on this machine only.
   *
   * @param port 0: any free one
   * @param folder keeps what was sent and said, so that the next start knows it
   */
  public SandboxGateway(int port, Path folder, Clock clock) {
    this.clock = clock;
    this.book = new SandboxBook(folder.resolve("gateway.jsonl"), clock);
    this.api = new SandboxApi(book);
    this.server =
        ServerBootstrap.bootstrap()
            .setLocalAddress(InetAddress.getLoopbackAddress())
            .setListenerPort(port)
            .setSocketConfig(SocketConfig.custom().setTcpNoDelay(true).setBacklogSize(512).build())
            // The usual processor would date answers by the system's clock, not by ours.
            .setHttpProcessor(
                HttpProcessorBuilder.create()
                    .addAll(new ResponseContent(), new ResponseConnControl())
                    .build())
            .setRequestRouter((request, context) -> (asked, answer, more) -> handle(asked, answer))
            .setExceptionListener(ExceptionListener.NO_OP)
            .create();
    try {
      server.start();
    } catch (IOException e) {
      book.close();
      throw new ConfigurationProblem(
          "--gateway-port: found " + port + ", expected a port that is free: " + e.getMessage());
    }
  }

  /** Where clients find it. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** The port it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** How long it takes to answer. */
  public void setDelay(Duration delay) {
    this.delay = delay;
  }

  /** How long it takes until a text is delivered, or a late refusal shows in the list. */
  public void setProgress(Duration progress) {
    book.setProgress(progress);
  }

  /**
   * Somebody replies.
   *
   * @param from the phone, E.164
   * @param to the sender, E.164
   */
  public void reply(String from, String to, String body) {
    book.reply(from, to, body);
  }

  private void handle(ClassicHttpRequest request, ClassicHttpResponse response)
      throws IOException, ParseException {
    HttpEntity entity = request.getEntity();
    String body = entity == null ? "" : EntityUtils.toString(entity, StandardCharsets.UTF_8);
    if (!delay.isZero()) {
      LockSupport.parkNanos(delay.toNanos());
    }
    Header authorization = request.getFirstHeader("Authorization");
    SandboxApi.Answer answer;
    try {
      answer =
          api.answer(
              request.getMethod(),
              request.getRequestUri(),
              authorization == null ? null : authorization.getValue(),
              body);
    } catch (RuntimeException e) {
      log.error("the sandbox gateway failed inside", e);
      answer = SandboxApi.Answer.of(SandboxError.FAILED);
    }
    response.setCode(answer.status());
    response.setHeader("Date", HTTP_TIME.format(clock.instant()));
    response.setEntity(
        new ByteArrayEntity(JSON.writeValueAsBytes(answer.body()), ContentType.APPLICATION_JSON));
  }

  @Override
  public void close() {
    server.close(CloseMode.IMMEDIATE);
    book.close();
  }
}
