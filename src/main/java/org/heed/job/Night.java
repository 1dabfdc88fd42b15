package org.heed.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.stereotype.Component;

/** The run that is going on: what it is to do, and what went wrong in it. */
@Component
public class Night implements JobExecutionListener {
  /** How much of a night's work a run does. */
  public enum Mode {
    /** Everything that is queued. */
    WHOLE,
    /** Held messages whose window has opened. */
    HELD,
    /** Doubtful texts whose time has come. */
    SETTLE
  }

  private final List<String> problems = new ArrayList<>();
  private final Set<Long> campaigns = new TreeSet<>();
  private Mode mode = Mode.WHOLE;
  private List<String> tell = List.of();
  private List<String> mailNotes = List.of();
  private List<String> findings = List.of();
  private boolean textsMayGo = true;
  private @Nullable ConfigurationProblem mailProblem;
  private OptionalLong lastAttemptBefore = OptionalLong.empty();
  private List<Long> doubtsBefore = List.of();
  private OptionalLong untriedBefore = OptionalLong.empty();
  private boolean toldAll;
  private boolean mailServerTold;

  /**
   * Begins a run with nothing known.
   *
   * @param tell addresses that are told what becomes of this run's campaigns
   */
  public synchronized void begin(Mode mode, List<String> tell) {
    this.mode = mode;
    this.tell = tell;
    mailNotes = List.of();
    findings = List.of();
    textsMayGo = true;
    mailProblem = null;
    lastAttemptBefore = OptionalLong.empty();
    doubtsBefore = List.of();
    untriedBefore = OptionalLong.empty();
    toldAll = false;
    mailServerTold = false;
    problems.clear();
    campaigns.clear();
  }

  /** Notes campaigns whose outcomes may change in this run. */
  public synchronized void campaigns(List<Long> ids) {
    campaigns.addAll(ids);
  }

  public synchronized List<Long> campaigns() {
    return List.copyOf(campaigns);
  }

  /** Notes the latest attempt of earlier runs; one that begins anew counts from where it began. */
  public synchronized void attemptsBefore(long lastId) {
    lastAttemptBefore = OptionalLong.of(lastAttemptBefore.orElse(lastId));
  }

  public synchronized long attemptsBefore() {
    return lastAttemptBefore.orElse(0);
  }

  /**
   * Notes what no attempt of this run will tell.
   *
   * @param untried how many messages had failed without a try
   * @param doubts the messages that nobody knew the fate of
   */
  public synchronized void before(long untried, List<Long> doubts) {
    if (untriedBefore.isEmpty()) {
      untriedBefore = OptionalLong.of(untried);
      doubtsBefore = doubts;
    }
  }

  /** Empty: not noted. */
  public synchronized OptionalLong untriedBefore() {
    return untriedBefore;
  }

  public synchronized List<Long> doubtsBefore() {
    return doubtsBefore;
  }

  public synchronized List<String> tell() {
    return tell;
  }

  /**
   * Notes what became of the mails to staff.
   *
   * @param owed why nothing more can be sent; null: nothing is in the way
   * @param missing the setting without which none can be sent; null: nothing is missing
   */
  public synchronized void mailed(
      List<String> notes, @Nullable String owed, @Nullable ConfigurationProblem missing) {
    mailNotes = notes;
    if (owed != null) {
      mailServer(owed);
    }
    if (missing != null) {
      cannotMail(missing);
    }
  }

  /** Mails to staff the server did not take, in words. */
  public synchronized List<String> mailNotes() {
    return mailNotes;
  }

  /** Notes what staff are told of the gateway's codes. */
  public synchronized void findings(List<String> lines) {
    findings = lines;
  }

  public synchronized List<String> findings() {
    return findings;
  }

  public synchronized Mode mode() {
    return mode;
  }

  /** Notes why the run could not do its work; the run goes on where it can and ends with exit 1. */
  public synchronized void problem(String words) {
    if (!problems.contains(words)) {
      problems.add(words);
    }
  }

  /** Notes why the mail server takes nothing: once a run, whoever meets it first. */
  public synchronized void mailServer(String words) {
    if (!mailServerTold) {
      mailServerTold = true;
      problem(words);
    }
  }

  /** Notes that the outcome files are left to the next run; nothing comes after them. */
  public synchronized void outcomesUnwritten(String words) {
    problem(words);
    toldAll = true;
  }

  /** True: why the run failed is among its problems. */
  public synchronized boolean toldAll() {
    return toldAll;
  }

  /** No text leaves in this run: what the gateway knows could not be read first. */
  public synchronized void keepTexts() {
    textsMayGo = false;
  }

  /** Emails cannot go before somebody mends the settings; they stay queued. */
  public synchronized void cannotMail(ConfigurationProblem problem) {
    mailProblem = problem;
  }

  public synchronized Optional<ConfigurationProblem> mailProblem() {
    return Optional.ofNullable(mailProblem);
  }

  public synchronized boolean textsMayGo() {
    return textsMayGo;
  }

  public synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** A run that could not do its work is a failed one: the same run may be started again. */
  @Override
  public synchronized void afterJob(JobExecution execution) {
    boolean failed = !problems.isEmpty() || mailProblem != null;
    if (failed && execution.getStatus() == BatchStatus.COMPLETED) {
      execution.setStatus(BatchStatus.FAILED);
      execution.setExitStatus(ExitStatus.FAILED);
    }
  }
}
