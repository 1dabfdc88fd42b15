package org.heed.pause;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.heed.address.PhoneNumber;
import org.heed.queue.HeldMessages;
import org.heed.queue.PauseScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Watches the opt-outs of one run while its texts go out (R9): what is counted is read once, and
 * then kept up with what was committed. A run that dies leaves its pauses, and what it counted, in
 * the database.
 */
@Component
public class PauseWatch {
  private static final Logger log = LoggerFactory.getLogger(PauseWatch.class);

  private final PauseTable table;
  private final TallyTable counts;
  private final HeldMessages messages;
  private final PauseNotices notices;
  private final Set<PauseScope> paused = ConcurrentHashMap.newKeySet();
  private final Set<PauseScope> touched = new LinkedHashSet<>();
  private OptOutTally tally = new OptOutTally();
  private @Nullable OptOutShare share;
  private long runId;
  private boolean news;

  PauseWatch(PauseTable table, TallyTable counts, HeldMessages messages, PauseNotices notices) {
    this.table = table;
    this.counts = counts;
    this.messages = messages;
    this.notices = notices;
  }

  /**
   * Counts what there is, pauses what has too many opt-outs by now, and holds what is paused.
   *
   * @param share null: nothing more is paused
   */
  public void begin(@Nullable OptOutShare share, long runId) {
    this.share = share;
    this.runId = runId;
    touched.clear();
    paused.clear();
    tally = share == null ? new OptOutTally() : counts.load();
    table.active().forEach(one -> note(one.subject()));
    decide(tally.subjects());
    table.active().forEach(one -> messages.hold(one.subject(), one.error()));
  }

  /** Follows what the manager of the run decides, which counts for all. */
  public void follow() {
    share = null;
    touched.clear();
    paused.clear();
    tally = new OptOutTally();
    refresh();
  }

  /** Reads what was paused since by whoever decides. */
  public void refresh() {
    for (Paused one : table.active()) {
      if (!paused.contains(one.subject())) {
        note(one.subject());
        news = true;
      }
    }
  }

  /** Counts texts of other processes whose outcomes are committed. */
  public void add(long campaignId, PhoneNumber sender, long texts) {
    if (share != null) {
      tally.texts(campaignId, sender, texts);
      touched.add(PauseScope.campaign(campaignId));
      touched.add(PauseScope.sender(sender));
    }
  }

  /**
   * Counts the opt-outs that texts of other processes brought.
   *
   * @param after the latest attempt of earlier runs
   */
  public void learnOptOuts(long after) {
    if (share != null) {
      counts.loadOptOuts(tally, after);
    }
  }

  /** Whether a text waits for staff; any thread may ask. */
  public boolean covers(long campaignId, PhoneNumber sender) {
    return !paused.isEmpty()
        && (paused.contains(PauseScope.campaign(campaignId))
            || paused.contains(PauseScope.sender(sender)));
  }

  /**
   * Counts a text whose outcome is committed.
   *
   * @param optedOut it was refused because its recipient opted out
   */
  public void count(long campaignId, PhoneNumber sender, PhoneNumber phone, boolean optedOut) {
    if (share == null) {
      return;
    }
    tally.texts(campaignId, sender, 1);
    if (optedOut) {
      tally.optOut(campaignId, sender, phone);
    }
    touched.add(PauseScope.campaign(campaignId));
    touched.add(PauseScope.sender(sender));
  }

  /**
   * Pauses what has too many opt-outs by now; its texts that were not handed to the gateway yet go
   * no more.
   *
   * @return true: there is a new pause
   */
  public boolean decide() {
    List<PauseScope> all =
        touched.stream()
            .sorted((a, b) -> Boolean.compare(a.campaignId() == null, b.campaignId() == null))
            .toList();
    touched.clear();
    boolean learned = news;
    news = false;
    return decide(all) || learned;
  }

  /** Counts opt-outs learned since, holds the rest of what is paused, and has staff told. */
  public void end() {
    if (share != null) {
      counts.reloadOptOuts(tally);
      decide(tally.subjects());
    }
    for (Paused one : table.active()) {
      messages.hold(one.subject(), one.error());
      notices.tell(one.withHeld(messages.count(one.subject())));
    }
  }

  /** Campaigns come first: what one brought is not counted against its sender as well. */
  private boolean decide(List<PauseScope> subjects) {
    OptOutShare most = share;
    boolean news = false;
    if (most == null) {
      return false;
    }
    for (PauseScope subject : subjects) {
      OptOutTally.Sum sum = tally.of(subject);
      if (most.isPassedBy(sum.optOuts(), sum.texts())
          && !paused.contains(subject)
          && isOpen(subject)) {
        table.add(subject, sum, runId);
        note(subject);
        news = true;
        log.info(
            "{} is paused: {} of {} texts brought an opt-out",
            subject.campaignId() == null ? "a sender" : "campaign " + subject.campaignId(),
            sum.optOuts(),
            sum.texts());
      }
    }
    return news;
  }

  private void note(PauseScope subject) {
    paused.add(subject);
    Long campaign = subject.campaignId();
    if (campaign != null) {
      tally.leaveOut(campaign);
    }
  }

  private boolean isOpen(PauseScope subject) {
    Long campaign = subject.campaignId();
    return campaign == null || messages.isOpen(campaign);
  }
}
