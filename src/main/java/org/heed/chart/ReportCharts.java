package org.heed.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.heed.storage.Where;
import org.springframework.stereotype.Component;

/** The charts of what reports tell. */
@Component
public class ReportCharts {
  private final SentChart sent;
  private final FailureChart failures;
  private final SenderChart senders;
  private final LearnedChart learned;

  ReportCharts(SentChart sent, FailureChart failures, SenderChart senders, LearnedChart learned) {
    this.sent = sent;
    this.failures = failures;
    this.senders = senders;
    this.learned = learned;
  }

  /**
   * What was sent, what failed, and by whom.
   *
   * @param where on the message report
   * @param from when what is asked for begins; the past when nothing was said of it
   */
  public List<Chart> messages(Where where, Instant from, Instant now, ZoneId zone) {
    return List.of(sent.chart(where, from, now, zone), failures.chart(where), senders.chart(where));
  }

  /**
   * Opt-outs per week, by how they were learned.
   *
   * @param where on consent_event
   */
  public Chart learned(Where where, ZoneId zone) {
    return learned.chart(where, zone);
  }
}
