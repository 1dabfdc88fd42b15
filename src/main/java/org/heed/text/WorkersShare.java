package org.heed.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.heed.job.Night;
import org.heed.pause.PauseWatch;
import org.heed.queue.Answered;
import org.heed.queue.LeftIntents;
import org.heed.queue.QueuedText;
import org.heed.worker.Part;
import org.heed.worker.Round;

/** The part of a process that takes part in somebody else's run. */
final class WorkersShare extends Shared implements Heard {
  private final Night night;
  private final PauseWatch pauses;
  private final int calls;
  private final Map<Round.Cell, Long> counted = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private boolean isCounted;

  /**
   * @param calls how many at once at most
   */
  WorkersShare(Part part, LeftIntents intents, Night night, PauseWatch pauses, int calls) {
    super(part, intents);
    this.night = night;
    this.pauses = pauses;
    this.calls = calls;
  }

  @Override
  void tell(Part.Standing standing) {
    night.problems().stream().filter(told::add).forEach(part::problem);
    count();
    pauses.refresh();
  }

  @Override
  public void note(Answered outcome, boolean isDone) {
    super.note(outcome, isDone);
    if (outcome.answer().kind().tookOrRefused()) {
      QueuedText text = outcome.intent().queued();
      counted.merge(new Round.Cell(text.campaignId(), text.sender()), 1L, Long::sum);
      isCounted = true;
    }
  }

  @Override
  public int calls(int inAll) {
    return Math.min(calls, super.calls(inAll));
  }

  /** Whether it leaves the rest of this round to others. */
  boolean gaveUp() {
    return part.gaveUp();
  }

  @Override
  public boolean upToDate() {
    return part.heard();
  }

  @Override
  public long doneByOthers() {
    return 0;
  }

  @Override
  public void close() {
    night.problems().stream().filter(told::add).forEach(part::problem);
    count();
    part.member().leave();
  }

  /** Totals, so that a saying that is repeated says the same. */
  private void count() {
    if (isCounted) {
      part.count(counted);
      isCounted = false;
    }
  }
}
