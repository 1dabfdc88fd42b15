package org.heed.torture;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How far a run is, as the servers see it. */
final class Progress {
  /** What a run does that a server can see. */
  enum Event {
    LOOK,
    TEXT,
    MAIL
  }

  private final Map<Event, Integer> inRun = new EnumMap<>(Event.class);
  private final Map<Event, Integer> inAll = new EnumMap<>(Event.class);
  private CompletableFuture<Void> reached = new CompletableFuture<>();
  private Event awaited = Event.TEXT;
  private int threshold;
  private String phase = "starting";

  /** A run starts. */
  synchronized void begin() {
    inRun.clear();
    threshold = 0;
    phase = "starting";
  }

  /** Completes when the run has done this so often. */
  synchronized CompletableFuture<Void> reaches(Event event, int count) {
    awaited = event;
    threshold = count;
    reached = new CompletableFuture<>();
    return reached;
  }

  synchronized void note(Event event) {
    inRun.merge(event, 1, Integer::sum);
    inAll.merge(event, 1, Integer::sum);
    phase = phase(event, inRun.getOrDefault(Event.TEXT, 0));
    if (event == awaited && inRun.get(event) == threshold) {
      reached.complete(null);
    }
  }

  /** How often in all runs. */
  synchronized int total(Event event) {
    return inAll.getOrDefault(event, 0);
  }

  /** What the run does now. */
  synchronized String phase() {
    return phase;
  }

  private static String phase(Event event, int texts) {
    return switch (event) {
      case LOOK -> texts == 0 ? "reading the log, before texts" : "reading the log, after texts";
      case TEXT -> texts < 10 ? "texting, 1-9" : texts < 100 ? "texting, 10-99" : "texting, 100-";
      case MAIL -> "mailing";
    };
  }
}
