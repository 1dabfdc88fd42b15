package org.heed.pause;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.queue.PauseScope;

/**
 * Texts, and the phones whose owners opted out because of them, by campaign and by sender; a phone
 * counts once for each. What a paused campaign brought is its own and not its sender's. One thread.
 */
final class OptOutTally {
  /** So many texts, and so many opt-outs among them. */
  record Sum(long texts, long optOuts) {}

  private record Cell(long campaignId, PhoneNumber sender) {}

  private static final class Count {
    private long texts;
    private final Set<PhoneNumber> optOuts = new HashSet<>();

    void add(Count other) {
      texts += other.texts;
      optOuts.addAll(other.optOuts);
    }
  }

  private final Map<Cell, Count> cells = new HashMap<>();
  private final Map<PauseScope, Count> subjects = new HashMap<>();
  private final Set<Long> leftOut = new HashSet<>();

  /** Counts texts that were taken or refused. */
  void texts(long campaignId, PhoneNumber sender, long count) {
    Count more = new Count();
    more.texts = count;
    add(new Cell(campaignId, sender), more);
  }

  /** Counts an opt-out that a text brought. */
  void optOut(long campaignId, PhoneNumber sender, PhoneNumber phone) {
    Count more = new Count();
    more.optOuts.add(phone);
    add(new Cell(campaignId, sender), more);
  }

  private void add(Cell cell, Count more) {
    cells.computeIfAbsent(cell, key -> new Count()).add(more);
    count(PauseScope.campaign(cell.campaignId())).add(more);
    if (!leftOut.contains(cell.campaignId())) {
      count(PauseScope.sender(cell.sender())).add(more);
    }
  }

  /** Counts a campaign no longer among its senders' texts. */
  void leaveOut(long campaignId) {
    if (leftOut.add(campaignId)) {
      subjects.keySet().removeIf(subject -> subject.sender() != null);
      cells.forEach(
          (cell, count) -> {
            if (!leftOut.contains(cell.campaignId())) {
              count(PauseScope.sender(cell.sender())).add(count);
            }
          });
    }
  }

  /** Forgets the opt-outs, to be counted anew; the texts stay. */
  void forgetOptOuts() {
    cells.values().forEach(count -> count.optOuts.clear());
    subjects.values().forEach(count -> count.optOuts.clear());
  }

  Sum of(PauseScope subject) {
    Count count = subjects.get(subject);
    return count == null ? new Sum(0, 0) : new Sum(count.texts, count.optOuts.size());
  }

  /** Everything that has texts, campaigns first: what is theirs is not their senders'. */
  List<PauseScope> subjects() {
    List<PauseScope> all = new ArrayList<>();
    subjects.keySet().stream().filter(one -> one.campaignId() != null).forEach(all::add);
    subjects.keySet().stream().filter(one -> one.sender() != null).forEach(all::add);
    return all;
  }

  private Count count(PauseScope subject) {
    return subjects.computeIfAbsent(subject, key -> new Count());
  }
}
