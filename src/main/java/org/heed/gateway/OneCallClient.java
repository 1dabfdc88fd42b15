package org.heed.gateway;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP under the gateway's library: one call is one request, to our base URL, with a pool as
 * large as the concurrency, time-outs of our own and no redirects.
 */
final class OneCallClient extends HttpClient implements AutoCloseable {
  private static final int CONNECT_SECONDS = 5;
  private static final int READ_SECONDS = 30;
  private static final int DEADLINE_SECONDS = 60;
  private static final int LARGEST_ANSWER = 16 * 1024 * 1024;
  private static final ThreadLocal<@Nullable Exchange> EXCHANGE = new ThreadLocal<>();
  private static final ThreadLocal<@Nullable IOException> FAULT = new ThreadLocal<>();

  /** What was seen of the last call of a thread. */
  record Exchange(int status, @Nullable Instant at, @Nullable String retryAfter) {}

  private final URI base;
  private final CloseableHttpClient http;
  private final ScheduledExecutorService deadlines;

  OneCallClient(URI base, int connections) {
    this.base = base;
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(connections)
                    .setMaxConnPerRoute(connections)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.ofSeconds(CONNECT_SECONDS))
                            .setSocketTimeout(Timeout.ofSeconds(READ_SECONDS))
                            .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(Timeout.ofSeconds(READ_SECONDS))
                    .setConnectionRequestTimeout(Timeout.ofSeconds(READ_SECONDS))
                    .build())
            .evictIdleConnections(TimeValue.ofSeconds(10))
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
    this.deadlines =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "deadline");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Forgets what this thread's last call saw. */
  void forget() {
    EXCHANGE.remove();
    FAULT.remove();
  }

  @Nullable Exchange exchange() {
    return EXCHANGE.get();
  }

  @Nullable IOException fault() {
    return FAULT.get();
  }

  @Override
  public Response reliableRequest(Request request) {
    return makeRequest(request);
  }

  @Override
  public Response reliableRequest(Request request, int[] codes, int retries, long delayMillis) {
    return makeRequest(request);
  }

  @Override
  public Response makeRequest(Request request) {
    HttpUriRequestBase call = call(request);
    ScheduledFuture<?> deadline =
        deadlines.schedule(call::cancel, DEADLINE_SECONDS, TimeUnit.SECONDS);
    try {
      return http.execute(call, this::read);
    } catch (IOException e) {
      FAULT.set(e);
      // A sentence of our own: the library's would carry the request's URL.
      throw new com.twilio.exception.ApiConnectionException("no answer from the gateway");
    } finally {
      deadline.cancel(false);
    }
  }

  private HttpUriRequestBase call(Request request) {
    URI asked = URI.create(request.constructURL().toString());
    String root = base.toString();
    String path =
        asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery());
    URI uri = URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
    HttpUriRequestBase call;
    if (request.getMethod() == HttpMethod.POST) {
      call = new HttpPost(uri);
      call.setEntity(
          new StringEntity(
              request.encodeFormBody(),
              ContentType.APPLICATION_FORM_URLENCODED.withCharset(StandardCharsets.UTF_8)));
    } else {
      call = new HttpGet(uri);
    }
    for (Map.Entry<String, List<String>> header : request.getHeaderParams().entrySet()) {
      header.getValue().forEach(value -> call.addHeader(header.getKey(), value));
    }
    call.setHeader("Authorization", request.getAuthString());
    call.setHeader("Accept", "application/json");
    call.setHeader("User-Agent", "heed");
    return call;
  }

  private Response read(ClassicHttpResponse response) throws IOException {
    Instant at = date(response.getFirstHeader("Date"));
    Header wait = response.getFirstHeader("Retry-After");
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(LARGEST_ANSWER + 1);
    if (body.length > LARGEST_ANSWER) {
      throw new IOException("the gateway's answer is too large");
    }
    EXCHANGE.set(new Exchange(response.getCode(), at, wait == null ? null : wait.getValue()));
    return new Response(new ByteArrayInputStream(body), response.getCode(), response.getHeaders());
  }

  private static @Nullable Instant date(@Nullable Header header) {
    return header == null ? null : date(header.getValue());
  }

  static @Nullable Instant date(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    http.close(org.apache.hc.core5.io.CloseMode.GRACEFUL);
  }
}
