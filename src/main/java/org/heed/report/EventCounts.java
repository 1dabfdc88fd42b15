package org.heed.report;

import java.util.List;
import org.heed.consent.ConsentEvents;
import org.heed.report.ReportMail.Figure;
import org.heed.words.Phrases;
import org.heed.words.Words;

/** What consent events come to; one that was about several people counts once. */
final class EventCounts {
  private long off;
  private long on;
  private long holds;
  private long ended;
  private String last = "";

  void add(ConsentEvents.Event event) {
    if (event.key().equals(last)) {
      return;
    }
    last = event.key();
    switch (event.what()) {
      case "DISABLED" -> off++;
      case "ENABLED" -> on++;
      case "HOLD" -> holds++;
      default -> ended++;
    }
  }

  ReportResult.Events result(String file, long rows) {
    return new ReportResult.Events(file, rows, off, on, holds, ended);
  }

  List<Figure> figures() {
    return List.of(
        new Figure(Words.count(off), Phrases.of("report.events.off", off)),
        new Figure(Words.count(on), Phrases.of("report.events.on", on)),
        new Figure(Words.count(holds), Phrases.of("report.events.taken", holds)),
        new Figure(Words.count(ended), Phrases.of("report.events.ended", ended)));
  }

  String subject(String period) {
    return Phrases.of("report.events.subject", period, Words.count(off, "phone"), Words.count(on));
  }
}
