package org.heed.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;

/** Stands between Heed and a gateway, keeps what Heed asked, and loses what a test wants lost. */
@NullUnmarked
public final class Middleman implements AutoCloseable {
  /** What becomes of a text on its way. */
  public enum Fate {
    /** It arrives and so does the answer. */
    PASS,
    /** It arrives; the answer is lost. */
    LOSE_ANSWER,
    /** It never arrives, which nobody can tell. */
    LOSE_REQUEST,
    /** It is turned away: the gateway has too much to do. */
    BUSY
  }

  private static final String TOO_MANY = "{\"code\":20429,\"message\":\"slower\"}";
  private static final List<String> PASSED_ON = List.of("authorization", "content-type");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI target;
  private final RawServer server;
  private volatile Function<RawServer.Request, Fate> fate = text -> Fate.PASS;
  private volatile UnaryOperator<String> shown = list -> list;
  private volatile RawServer.Script instead;

  public Middleman(URI target) {
    this.target = target;
    this.server =
        new RawServer(
            (request, socket) -> {
              RawServer.Script other = instead;
              if (other != null) {
                other.answer(request, socket);
                return;
              }
              boolean post = request.method().equals("POST");
              Fate text = post ? fate.apply(request) : Fate.PASS;
              if (text == Fate.BUSY) {
                RawServer.json(429, TOO_MANY).answer(request, socket);
                return;
              }
              HttpResponse<String> answer = text == Fate.LOSE_REQUEST ? null : forward(request);
              if (text != Fate.PASS) {
                RawServer.reset(socket);
                return;
              }
              RawServer.json(
                      answer.statusCode(),
                      post ? answer.body() : shown.apply(answer.body()),
                      "Date: " + answer.headers().firstValue("Date").orElseThrow())
                  .answer(request, socket);
            });
  }

  public URI baseUrl() {
    return server.baseUrl();
  }

  /** Every text asked for so far. */
  public List<RawServer.Request> posts() {
    return server.posts();
  }

  public List<RawServer.Request> requests() {
    return server.requests();
  }

  /** Lets this become of each text from now on. */
  public void fate(Function<RawServer.Request, Fate> fate) {
    this.fate = fate;
  }

  /** Changes each page of the list from now on. */
  public void shows(UnaryOperator<String> shown) {
    this.shown = shown;
  }

  /** Answers everything so from now on; null: what the gateway says. */
  public void answers(RawServer.Script instead) {
    this.instead = instead;
  }

  /** Everything passes as it is. */
  public void rest() {
    fate(text -> Fate.PASS);
    shows(list -> list);
    answers(null);
  }

  private HttpResponse<String> forward(RawServer.Request request) throws IOException {
    HttpRequest.Builder copy =
        HttpRequest.newBuilder(URI.create(target + request.target()))
            .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
    PASSED_ON.stream()
        .filter(request.headers()::containsKey)
        .forEach(name -> copy.header(name, request.headers().get(name)));
    try {
      return http.send(copy.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
