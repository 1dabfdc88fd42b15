package org.heed.email;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.heed.address.ConfigurationProblem;
import org.heed.job.Backoff;
import org.heed.job.Night;
import org.heed.job.Patience;
import org.heed.job.Progress;
import org.heed.job.RunLock;
import org.heed.mail.Post;
import org.heed.mail.PostAnswer;
import org.heed.mail.PostOffice;
import org.heed.queue.EmailQueue;
import org.heed.queue.QueuedEmail;
import org.heed.queue.TriedEmail;
import org.heed.settings.DeliverySettings;
import org.heed.settings.MailSettings;
import org.heed.storage.DatabaseAway;
import org.heed.words.Phrases;
import org.heed.worker.LanesLost;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Sends what a process has of a night's emails: as many at once as there are connections, one while
 * anything is wrong. Their answers are recorded before the next ones leave, so that a crash repeats
 * none but those, under the same Message-ID. What the server does not take now is tried again after
 * the others, with back-off.
 */
@Component
class Mailing {
  private static final int LOST_IN_A_ROW = 3;
  private static final int IN_A_ROW = 10;

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

  Mailing(
      EmailQueue queue,
      Letters letters,
      ObjectProvider<PostOffice> office,
      RunLock lock,
      DeliverySettings properties,
      Night night,
      Progress progress,
      MailSettings mail) {
    this.progress = progress;
    this.mail = mail;
    this.queue = queue;
    this.letters = letters;
    this.office = office;
    this.lock = lock;
    this.properties = properties;
    this.night = night;
  }

  /** What the emails of one run go by. */
  private record Work(Posts posts, long runId, Share share, BooleanSupplier stopping) {
    boolean ends() {
      return stopping.getAsBoolean() || share.over();
    }
  }

  /**
   * Sends until nothing is left that the server takes.
   *
   * @return false: nothing more can leave from here
   */
  boolean run(long runId, Share share, BooleanSupplier stopping) {
    int connections = share.connections(mail.connections());
    try (Posts posts = new Posts(office.getObject(), connections)) {
      Work work = new Work(posts, runId, share, stopping);
      Backoff backoff = new Backoff(properties.backoff());
      Round round = round(work, 1);
      for (int n = 2; n <= properties.maxAttempts() && mayGoOn(round, work); n++) {
        pause(backoff.after(n - 1), work);
        round = round(work, n);
      }
      return round != Round.OVER || work.ends();
    } catch (ConfigurationProblem problem) {
      night.cannotMail(problem);
      return false;
    }
  }

  private static boolean mayGoOn(Round round, Work work) {
    return !work.ends() && (round == Round.SOME_LATER || round == Round.SERVER_AWAY);
  }

  private Round round(Work work, int n) {
    Met met = new Met();
    long last = 0;
    List<QueuedEmail> page = queue.after(last, work.share().lanes());
    while (!page.isEmpty()) {
      last = page.get(page.size() - 1).id();
      Deque<Letters.Addressed> left = new ArrayDeque<>(letters.write(page));
      while (!left.isEmpty()) {
        if (work.ends()) {
          return Round.OVER;
        }
        if (work.share().look()) {
          left.clear();
          last = 0;
        } else {
          Round end = wave(next(left, work.posts().width()), met, work, n);
          if (end != null) {
            return end;
          }
        }
      }
      if (last == 0) {
        record(met.takeOfServer(), work);
      }
      page = queue.after(last, work.share().lanes());
    }
    record(met.takeOfServer(), work);
    return met.later() ? Round.SOME_LATER : Round.DONE;
  }

  /** Sends some at once; null: the round goes on. */
  private @Nullable Round wave(List<Letters.Addressed> letters, Met met, Work work, int n) {
    Posts.Wave wave = work.posts().send(letters, (post, one) -> send(post, one, work.share()));
    record(met.outcomes(wave), work);
    if (wave.problem() != null) {
      throw wave.problem();
    }
    PostAnswer down = met.down();
    if (down != null) {
      return away(down, n, down.words());
    }
    if (met.ofServer().size() >= IN_A_ROW) {
      return takesNothing(met.ofServer(), work);
    }
    int lost = met.lost().size();
    if (lost >= LOST_IN_A_ROW) {
      PostAnswer last = met.lost().get(lost - 1);
      return away(last, n, Phrases.of("mail.lost.in.a.row", last.words(), lost));
    }
    return null;
  }

  /** Takes the next ones, to different people, that are still to be emailed. */
  private List<Letters.Addressed> next(Deque<Letters.Addressed> left, int most) {
    Map<Long, Letters.Addressed> next = new LinkedHashMap<>();
    for (int n = 0;
        n < most && !left.isEmpty() && !next.containsKey(left.element().email().personId());
        n++) {
      Letters.Addressed one = left.remove();
      next.put(one.email().personId(), one);
    }
    queue.room();
    Set<Long> waiting =
        queue.waiting(next.values().stream().map(Letters.Addressed::email).toList());
    return next.values().stream().filter(one -> waiting.contains(one.email().id())).toList();
  }

  private TriedEmail send(Post post, Letters.Addressed one, Share share) {
    QueuedEmail email = one.email();
    OffsetDateTime at = queue.now();
    PostAnswer answer = Posts.send(post, one.letter(), () -> check(email, share));
    return new TriedEmail(
        email, queue.nextAttempt(), email.orGivenUp(answer, at, mail.giveUpAfter()), at);
  }

  private void check(QueuedEmail email, Share share) {
    lock.check();
    if (!share.held(email)) {
      throw new LanesLost();
    }
  }

  /** What may be over soon is tried again, what may already have brought emails is not. */
  private Round away(PostAnswer receipt, int n, String words) {
    if ((receipt.code() == null || receipt.isLost())
        && receipt.kind() != PostAnswer.Kind.IN_DOUBT
        && n < properties.maxAttempts()) {
      return Round.SERVER_AWAY;
    }
    night.mailServer(Phrases.of("mail.server", words));
    return Round.OVER;
  }

  /**
   * Of one recipient it may be true; of all of them it is a setting's fault, and nobody's email.
   */
  private Round takesNothing(List<TriedEmail> tried, Work work) {
    PostAnswer first = tried.get(0).answer();
    String key = Met.relaysNothing(first) ? "mail.relays.nothing" : "mail.takes.nothing";
    record(tried.stream().map(one -> one.as(PostAnswer.Kind.LATER)).toList(), work);
    night.mailServer(Phrases.of("mail.server", Phrases.of(key, tried.size(), first.words())));
    return Round.OVER;
  }

  /**
   * Records them, however long that takes.
   *
   * @throws DatabaseAway when the database did not take them at once, so nothing more leaves
   */
  private void record(List<TriedEmail> tried, Work work) {
    // What has not left is another's to say once it has the lane.
    List<TriedEmail> all =
        tried.stream()
            .filter(
                one ->
                    one.answer().kind() == PostAnswer.Kind.SENT || work.share().held(one.email()))
            .toList();
    if (all.isEmpty()) {
      return;
    }
    boolean[] atOnce = {true};
    Patience.record(() -> queue.record(all, work.runId()), () -> atOnce[0] = false);
    int done = (int) all.stream().filter(TriedEmail::isDone).count();
    progress.add(done);
    work.share().done(done);
    if (!atOnce[0]) {
      throw new DatabaseAway(Phrases.of("run.unrecorded.email"));
    }
  }

  private static void pause(Duration wait, Work work) {
    long end = System.nanoTime() + wait.toNanos();
    while (!work.ends() && System.nanoTime() - end < 0) {
      work.share().look();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
