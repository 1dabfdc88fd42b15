package org.heed.email;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.heed.address.ConfigurationProblem;
import org.heed.job.BatchRuns;
import org.heed.job.Progress;
import org.heed.job.RunLock;
import org.heed.job.StoppableWork;
import org.heed.mail.Letter;
import org.heed.mail.Post;
import org.heed.mail.PostAnswer;
import org.heed.mail.PostOffice;
import org.heed.queue.EmailQueue;
import org.heed.queue.QueuedEmail;
import org.heed.run.Backoff;
import org.heed.run.Night;
import org.heed.run.Patience;
import org.heed.settings.DeliverySettings;
import org.heed.settings.MailSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The night's emails: one connection, each answer recorded before the next letter, so that a crash
 * repeats at most one, under the same Message-ID. What the server does not take now is tried again
 * after the others, with back-off.
 */
@Component
public class EmailStep extends StoppableWork {
  private static final int AT_ONCE = 3;
  private static final long QUICK = TimeUnit.SECONDS.toNanos(30);
  private static final int LOST_IN_A_ROW = 3;
  private static final int IN_A_ROW = 10;
  private static final Pattern NOT_RELAYED = Pattern.compile("(?i)relay|authenticat");

  /** A letter that was handed in. */
  private record Tried(QueuedEmail email, PostAnswer receipt, OffsetDateTime at) {}

  /** How a round through the queue ended. */
  private enum Round {
    DONE,
    SOME_LATER,
    SERVER_AWAY,
    OVER
  }

  private final EmailQueue queue;
  private final Letters letters;
  private final ObjectProvider<PostOffice> office;
  private final RunLock lock;
  private final DeliverySettings properties;
  private final Night night;
  private final Progress progress;
  private final MailSettings mail;

  EmailStep(
      BatchRuns runs,
      EmailQueue queue,
      Letters letters,
      ObjectProvider<PostOffice> office,
      RunLock lock,
      DeliverySettings properties,
      Night night,
      Progress progress,
      MailSettings mail) {
    super("email", runs);
    this.progress = progress;
    this.mail = mail;
    this.queue = queue;
    this.letters = letters;
    this.office = office;
    this.lock = lock;
    this.properties = properties;
    this.night = night;
  }

  @Override
  protected void work(long runId) {
    if (queue.isEmpty()) {
      return;
    }
    progress.begin("emails", queue.size());
    try (Post post = office.getObject().open()) {
      Backoff backoff = new Backoff(properties.backoff());
      Round round = round(post, runId, 1);
      for (int n = 2; n <= properties.maxAttempts() && mayGoOn(round); n++) {
        pause(backoff.after(n - 1));
        round = round(post, runId, n);
      }
    } catch (ConfigurationProblem problem) {
      night.cannotMail(problem);
    }
    progress.end();
  }

  private boolean mayGoOn(Round round) {
    return !stopping() && (round == Round.SOME_LATER || round == Round.SERVER_AWAY);
  }

  private Round round(Post post, long runId, int n) {
    Round round = Round.DONE;
    int lost = 0;
    List<Tried> notRelayed = new ArrayList<>();
    for (List<QueuedEmail> page = queue.after(0);
        !page.isEmpty();
        page = queue.after(page.get(page.size() - 1).id())) {
      for (Letters.Addressed addressed : letters.write(page)) {
        if (stopping()) {
          return Round.OVER;
        }
        if (!queue.waits(addressed.email())) {
          continue;
        }
        queue.room();
        OffsetDateTime startedAt = queue.now();
        PostAnswer receipt =
            addressed
                .email()
                .orGivenUp(send(post, addressed.letter()), startedAt, mail.giveUpAfter());
        Tried tried = new Tried(addressed.email(), receipt, startedAt);
        if (receipt.kind() == PostAnswer.Kind.SERVER_DOWN) {
          return away(receipt, n, receipt.words());
        }
        if (isNotRelayed(receipt)) {
          notRelayed.add(tried);
          if (notRelayed.size() == IN_A_ROW) {
            return relaysNothing(notRelayed, runId);
          }
          continue;
        }
        if (!record(notRelayed, runId) || !record(List.of(tried), runId)) {
          return Round.OVER;
        }
        notRelayed.clear();
        lost = receipt.isLost() ? lost + 1 : 0;
        if (lost == LOST_IN_A_ROW) {
          return away(receipt, n, receipt.words() + " with " + lost + " emails in a row");
        }
        if (receipt.kind() == PostAnswer.Kind.LATER) {
          round = Round.SOME_LATER;
        }
      }
    }
    return record(notRelayed, runId) ? round : Round.OVER;
  }

  /** What may be over soon is tried again, what may already have brought emails is not. */
  private Round away(PostAnswer receipt, int n, String words) {
    if ((receipt.code() == null || receipt.isLost())
        && receipt.kind() != PostAnswer.Kind.IN_DOUBT
        && n < properties.maxAttempts()) {
      return Round.SERVER_AWAY;
    }
    night.mailServer("mail server: " + words);
    return Round.OVER;
  }

  /**
   * Of one recipient it may be true; of all of them it is a setting's fault, and nobody's email.
   */
  private Round relaysNothing(List<Tried> tried, long runId) {
    String words = tried.get(0).receipt().words();
    List<Tried> later =
        tried.stream()
            .map(one -> new Tried(one.email(), one.receipt().as(PostAnswer.Kind.LATER), one.at()))
            .toList();
    record(later, runId);
    night.mailServer(
        "mail server: relays nothing for us, said to "
            + tried.size()
            + " recipients in a row (see spring.mail.username): "
            + words);
    return Round.OVER;
  }

  private static boolean isNotRelayed(PostAnswer receipt) {
    return receipt.kind() == PostAnswer.Kind.REFUSED
        && receipt.code() != null
        && NOT_RELAYED.matcher(receipt.words()).find();
  }

  /**
   * A connection that was lost, or that the server closes after so many letters, is made anew; one
   * that was slow would be slow again, while others wait.
   */
  private PostAnswer send(Post post, Letter letter) {
    long began = System.nanoTime();
    PostAnswer receipt = sendOnce(post, letter);
    for (int n = 1;
        n < AT_ONCE
            && receipt.isLost()
            && (receipt.kind() == PostAnswer.Kind.IN_DOUBT || System.nanoTime() - began < QUICK);
        n++) {
      receipt = sendOnce(post, letter);
    }
    return receipt;
  }

  private PostAnswer sendOnce(Post post, Letter letter) {
    lock.check();
    return post.send(letter);
  }

  /** False: the database did not take it at once, so nothing more leaves. */
  private boolean record(List<Tried> all, long runId) {
    boolean[] atOnce = {true};
    for (Tried tried : all) {
      long attemptId = queue.nextAttempt();
      Patience.record(
          () -> queue.record(tried.email(), attemptId, tried.receipt(), tried.at(), runId),
          () -> atOnce[0] = false);
      progress.add(tried.receipt().kind() == PostAnswer.Kind.LATER ? 0 : 1);
    }
    if (!atOnce[0]) {
      night.problem("the database did not take the outcome of an email at once");
    }
    return atOnce[0];
  }

  private void pause(Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    while (!stopping() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
