package org.heed.gateway;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP under the gateway's library: one call is one request, to our base URL, with a pool as
 * large as the concurrency, time-outs of our own and no redirects.
 */
final class OneCallClient extends HttpClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OneCallClient.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(30);
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int LARGEST_ANSWER = 64 * 1024;
  private static final Pattern NAMED_ZONE =
      Pattern.compile("(\"date_(?:created|sent|updated)\"\\s*:\\s*\"[^\"]*) (?:GMT|UTC)\"");
  private static final int LARGEST_PAGE = 16 * 1024 * 1024;
  private static final ThreadLocal<@Nullable Exchange> EXCHANGE = new ThreadLocal<>();
  private static final ThreadLocal<@Nullable Fault> FAULT = new ThreadLocal<>();
  private static final ThreadLocal<Boolean> LEFT = ThreadLocal.withInitial(() -> false);

  private static final ThreadLocal<IntSupplier> LOOK =
      ThreadLocal.withInitial(() -> () -> Gateway.LONGEST_VALIDITY);

  /** The last look said no. */
  static final class HeldBack extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** What was seen of the last call of a thread. */
  record Exchange(int status, @Nullable Instant at, @Nullable String retryAfter) {}

  /**
   * Why the last call of a thread has no answer.
   *
   * @param left false: there was no connection to write it to, so nobody has got it
   */
  record Fault(IOException cause, boolean left) {}

  private final AtomicBoolean warned = new AtomicBoolean();
  private final URI base;
  private final Duration deadline;
  private final CloseableHttpClient http;
  private final ScheduledExecutorService deadlines;

  OneCallClient(URI base, int connections) {
    this(base, connections, READ, DEADLINE);
  }

  /**
   * @param read how long a silence is borne
   * @param deadline how long a whole call may take
   */
  OneCallClient(URI base, int connections, Duration read, Duration deadline) {
    this.base = base;
    this.deadline = deadline;
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(connections)
                    .setMaxConnPerRoute(connections)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(CONNECT))
                            .setSocketTimeout(Timeout.of(read))
                            .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                            .build())
                    .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(Timeout.of(CONNECT)).build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(Timeout.of(read))
                    .setConnectionRequestTimeout(Timeout.of(read))
                    .build())
            .addExecInterceptorLast("left", OneCallClient::leave)
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

  /**
   * Asked in this thread right before a request is written.
   *
   * @param seconds for how long a text may still be delivered; 0: it may not leave
   */
  void lookLast(IntSupplier seconds) {
    LOOK.set(seconds);
  }

  @Nullable Exchange exchange() {
    return EXCHANGE.get();
  }

  @Nullable Fault fault() {
    return FAULT.get();
  }

  /**
   * The connection stands, TLS included: from here on nobody can tell what the other side got. How
   * long the text may take is said now, for a connection may have been long in coming (R10).
   */
  private static ClassicHttpResponse leave(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    int seconds = LOOK.get().getAsInt();
    if (seconds < 1) {
      throw new HeldBack();
    }
    HttpEntity form = request.getEntity();
    if (form != null) {
      request.setEntity(form(EntityUtils.toString(form) + "&ValidityPeriod=" + seconds));
    }
    LEFT.set(true);
    return chain.proceed(request, scope);
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
    int most = request.getMethod() == HttpMethod.POST ? LARGEST_ANSWER : LARGEST_PAGE;
    ScheduledFuture<?> end =
        deadlines.schedule(call::cancel, deadline.toMillis(), TimeUnit.MILLISECONDS);
    LEFT.set(false);
    try {
      return http.execute(call, response -> read(response, most));
    } catch (IOException e) {
      FAULT.set(new Fault(e, LEFT.get()));
      // A sentence of our own: the library's would carry the request's URL.
      throw new com.twilio.exception.ApiConnectionException("no answer from the gateway");
    } finally {
      end.cancel(false);
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
      call.setEntity(form(form(request)));
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

  private static HttpEntity form(String form) {
    return new StringEntity(
        form, ContentType.APPLICATION_FORM_URLENCODED.withCharset(StandardCharsets.UTF_8));
  }

  /** The library leaves out what has the text {@code null}; every text we post has a body. */
  private static String form(Request request) {
    String form = request.encodeFormBody();
    return request.getPostParams().containsKey("Body") ? form : form + "&Body=null";
  }

  private Response read(ClassicHttpResponse response, int most) throws IOException {
    Header date = response.getFirstHeader("Date");
    Instant at = date == null ? null : date(date.getValue());
    if (date != null && at == null && !warned.getAndSet(true)) {
      log.warn("the gateway's answers have a Date that cannot be read: it is ignored");
    }
    Header wait = response.getFirstHeader("Retry-After");
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(most + 1);
    if (body.length > most) {
      throw new IOException("the gateway's answer is too large");
    }
    EXCHANGE.set(new Exchange(response.getCode(), at, wait == null ? null : wait.getValue()));
    byte[] read = zones(body);
    return new Response(new ByteArrayInputStream(read), response.getCode(), response.getHeaders());
  }

  /** The library reads a time with {@code +0000} and drops one with {@code GMT}. */
  private static byte[] zones(byte[] body) {
    if (!hasNamedZone(body)) {
      return body;
    }
    String text = new String(body, StandardCharsets.UTF_8);
    Matcher named = NAMED_ZONE.matcher(text);
    return named.find() ? named.replaceAll("$1 +0000\"").getBytes(StandardCharsets.UTF_8) : body;
  }

  /** Most answers have none, and need not be read twice. */
  private static boolean hasNamedZone(byte[] body) {
    for (int i = 3; i < body.length; i++) {
      if (body[i] == '"' && (ends(body, i, "GMT") || ends(body, i, "UTC"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean ends(byte[] body, int end, String zone) {
    return body[end - 1] == zone.charAt(2)
        && body[end - 2] == zone.charAt(1)
        && body[end - 3] == zone.charAt(0);
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
