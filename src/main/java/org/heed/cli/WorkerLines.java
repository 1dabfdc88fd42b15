package org.heed.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.Institution;
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

  /** Nothing where there are none. */
  void addTo(Map<String, Object> all) {
    if (!workers.isEmpty()) {
      all.put("workers", workers.stream().map(this::object).toList());
      all.put("lanes_without_owner", lanesWithoutOwner);
    }
  }

  private Map<String, Object> object(Workers.Known one) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("host", one.host());
    object.put("process", one.process());
    object.put("manager", one.manager());
    object.put("since", Institution.local(one.since(), zone));
    object.put("lanes", one.lanes());
    object.put("in_flight", one.inFlight());
    object.put("last_seen", Institution.local(one.seenAt(), zone));
    object.put("alive", one.alive());
    return object;
  }
}
