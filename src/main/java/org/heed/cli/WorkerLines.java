package org.heed.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.heed.queue.LaneNumber;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.heed.worker.Workers;

/** The processes that share a night's texts, as status has them. */
record WorkerLines(List<Workers.Known> workers, int lanesWithoutOwner, ZoneId zone) {

  static WorkerLines of(Application application, ZoneId zone) {
    Workers workers = application.bean(Workers.class);
    return new WorkerLines(workers.all(), workers.lanesWithoutOwner(), zone);
  }

  List<String> text() {
    if (workers.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of("", Phrases.of("status.workers")));
    workers.forEach(one -> lines.add("  " + line(one)));
    if (lanesWithoutOwner > 0) {
      lines.add("  " + Phrases.of("status.lanes", lanesWithoutOwner, LaneNumber.COUNT));
    }
    return lines;
  }

  private String line(Workers.Known one) {
    return Phrases.of(
        one.manager() ? "status.manager" : "status.worker",
        one.host(),
        one.process(),
        Words.time(one.since(), zone),
        one.lanes(),
        LaneNumber.COUNT,
        one.inFlight(),
        Phrases.of(
            one.alive() ? "status.worker.seen" : "status.worker.silent",
            Words.time(one.seenAt(), zone)));
  }

  List<Answer> answers() {
    return workers.stream().map(Answer::of).toList();
  }

  record Answer(
      String host,
      long process,
      boolean manager,
      Instant since,
      int lanes,
      int inFlight,
      Instant lastSeen,
      boolean alive) {
    private static Answer of(Workers.Known one) {
      return new Answer(
          one.host(),
          one.process(),
          one.manager(),
          one.since(),
          one.lanes(),
          one.inFlight(),
          one.seenAt(),
          one.alive());
    }
  }
}
