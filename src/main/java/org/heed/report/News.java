package org.heed.report;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What is new since the last run of a job. */
@Component
class News {
  private final ReportMarks marks;
  private final Positions positions;
  private final FilterReader reader;

  News(ReportMarks marks, Positions positions, FilterReader reader) {
    this.marks = marks;
    this.positions = positions;
    this.reader = reader;
  }

  /** The filters of a request; with {@code since=last} what is new is one of them. */
  Filters filters(Request request, Instant now, Delta since) {
    return reader.read(request.parameters(), now, request.isDelta() ? since : null);
  }

  /** Marks what is new; a mail tells the opt-outs that are, also where all are asked for. */
  Delta since(Request request) {
    Positions.Position before = positions.last(request.job(), request.identity()).orElse(null);
    long after = before == null ? 0 : before.mark();
    Set<Part> marked = EnumSet.noneOf(Part.class);
    if (request.isDelta()) {
      marked.addAll(request.parts());
    } else if (!request.addresses().isEmpty() && request.parts().contains(Part.OPT_OUTS)) {
      marked.add(Part.OPT_OUTS);
    }
    long upTo = marked.isEmpty() ? after : marks.take(marked);
    return new Delta(after, upTo, before == null ? null : before.asOf());
  }
}
