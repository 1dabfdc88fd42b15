package org.heed.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Answer;
import org.heed.gateway.Gateway;
import org.heed.gateway.LogPage;
import org.heed.gateway.Text;
import org.jspecify.annotations.NullUnmarked;

/** Answers as a test says, and keeps what it was asked; notices two texts to one phone at once. */
@NullUnmarked
final class ScriptedGateway implements Gateway {
  static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

  private final List<Text> requests = new ArrayList<>();
  private final Map<PhoneNumber, Integer> inFlight = new HashMap<>();
  private final AtomicInteger sid = new AtomicInteger();
  private volatile Function<Text, Answer> script = text -> accepted();
  private boolean overlapped;

  void script(Function<Text, Answer> script) {
    this.script = script;
  }

  synchronized List<Text> requests() {
    return List.copyOf(requests);
  }

  synchronized List<Text> requestsTo(String number) {
    return requests.stream().filter(text -> text.to().e164().equals(number)).toList();
  }

  synchronized boolean overlapped() {
    return overlapped;
  }

  Answer accepted() {
    return new Answer(Answer.Kind.ACCEPTED, "SM" + sid.incrementAndGet(), null, null, 1, NOW, null);
  }

  static Answer answer(Answer.Kind kind, int code) {
    return new Answer(kind, null, code, "words", null, NOW, null);
  }

  @Override
  public Answer send(Text text) {
    synchronized (this) {
      requests.add(text);
      overlapped |= inFlight.merge(text.to(), 1, Integer::sum) > 1;
    }
    try {
      return script.apply(text);
    } finally {
      synchronized (this) {
        inFlight.merge(text.to(), -1, Integer::sum);
      }
    }
  }

  @Override
  public LogPage log(PhoneNumber to, String next) {
    return new LogPage(List.of(), null, NOW);
  }

  @Override
  public void close() {}
}
