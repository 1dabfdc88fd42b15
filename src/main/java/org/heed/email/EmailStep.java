package org.heed.email;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.heed.address.ConfigurationProblem;
import org.heed.job.BatchRuns;
import org.heed.job.Progress;
import org.heed.job.RunLock;
import org.heed.job.StoppableWork;
import org.heed.mail.Post;
import org.heed.mail.PostAnswer;
import org.heed.mail.PostOffice;
import org.heed.queue.EmailQueue;
import org.heed.queue.QueuedEmail;
import org.heed.queue.TriedEmail;
import org.heed.run.Backoff;
import org.heed.run.Night;
import org.heed.run.Patience;
import org.heed.settings.DeliverySettings;
import org.heed.settings.MailSettings;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The night's emails: as many at once as there are connections, one while anything is wrong. Their
 * answers are recorded before the next ones leave, so that a crash repeats none but those, under
 * the same Message-ID. What the server does not take now is tried again after the others, with
 * back-off.
 */
@Component
public class EmailStep extends StoppableWork {
  private static final int LOST_IN_A_ROW = 3;
  private static final int IN_A_ROW = 10;
  private static final Pattern NOT_RELAYED = Pattern.compile("(?i)relay|authenticat");

  /** How a round through the queue ended. */
  private enum Round {
    DONE,
    SOME_LATER,
    SERVER_AWAY,
    OVER
  }

  /** What a round has met so far. */
  private static final class Met {
    private final List<TriedEmail> notRelayed = new ArrayList<>();
    private final List<PostAnswer> lost = new ArrayList<>();
    private boolean later;
    private @Nullable PostAnswer down;

    /** What is to be recorded now. */
    List<TriedEmail> outcomes(Posts.Wave wave) {
      List<TriedEmail> outcomes = new ArrayList<>();
      for (TriedEmail tried : wave.tried()) {
        PostAnswer answer = tried.answer();
        if (answer.kind() == PostAnswer.Kind.SERVER_DOWN) {
          // It took others meanwhile: it only wants fewer at once.
          down = wave.anySent() ? null : answer;
          later = true;
        } else if (isNotRelayed(answer)) {
          notRelayed.add(tried);
        } else {
          outcomes.addAll(notRelayed);
          notRelayed.clear();
          outcomes.add(tried);
          later |= answer.kind() == PostAnswer.Kind.LATER;
          if (!answer.isLost()) {
            lost.clear();
          } else {
            lost.add(answer);
          }
        }
      }
      return outcomes;
    }
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
    try (Posts posts = new Posts(office.getObject(), mail.connections())) {
      Backoff backoff = new Backoff(properties.backoff());
      Round round = round(posts, runId, 1);
      for (int n = 2; n <= properties.maxAttempts() && mayGoOn(round); n++) {
        pause(backoff.after(n - 1));
        round = round(posts, runId, n);
      }
    } catch (ConfigurationProblem problem) {
      night.cannotMail(problem);
    }
    progress.end();
  }

  private boolean mayGoOn(Round round) {
    return !stopping() && (round == Round.SOME_LATER || round == Round.SERVER_AWAY);
  }

  private Round round(Posts posts, long runId, int n) {
    Met met = new Met();
    for (List<QueuedEmail> page = queue.after(0);
        !page.isEmpty();
        page = queue.after(page.get(page.size() - 1).id())) {
      Deque<Letters.Addressed> left = new ArrayDeque<>(letters.write(page));
      while (!left.isEmpty()) {
        if (stopping()) {
          return Round.OVER;
        }
        Posts.Wave wave = posts.send(next(left, posts.width()), this::send);
        if (!record(met.outcomes(wave), runId)) {
          return Round.OVER;
        }
        if (wave.problem() != null) {
          throw wave.problem();
        }
        if (met.down != null) {
          return away(met.down, n, met.down.words());
        }
        if (met.notRelayed.size() >= IN_A_ROW) {
          return relaysNothing(met.notRelayed, runId);
        }
        if (met.lost.size() >= LOST_IN_A_ROW) {
          PostAnswer last = met.lost.get(met.lost.size() - 1);
          return away(last, n, Phrases.of("mail.lost.in.a.row", last.words(), met.lost.size()));
        }
      }
    }
    Round end = met.later ? Round.SOME_LATER : Round.DONE;
    return record(met.notRelayed, runId) ? end : Round.OVER;
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

  private TriedEmail send(Post post, Letters.Addressed one) {
    OffsetDateTime at = queue.now();
    PostAnswer answer =
        one.email().orGivenUp(Posts.send(post, one.letter(), lock::check), at, mail.giveUpAfter());
    return new TriedEmail(one.email(), queue.nextAttempt(), answer, at);
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
  private Round relaysNothing(List<TriedEmail> tried, long runId) {
    String words = tried.get(0).answer().words();
    record(tried.stream().map(one -> one.as(PostAnswer.Kind.LATER)).toList(), runId);
    night.mailServer(
        Phrases.of("mail.server", Phrases.of("mail.relays.nothing", tried.size(), words)));
    return Round.OVER;
  }

  private static boolean isNotRelayed(PostAnswer answer) {
    return answer.kind() == PostAnswer.Kind.REFUSED
        && answer.code() != null
        && NOT_RELAYED.matcher(answer.words()).find();
  }

  /** False: the database did not take them at once, so nothing more leaves. */
  private boolean record(List<TriedEmail> all, long runId) {
    if (all.isEmpty()) {
      return true;
    }
    boolean[] atOnce = {true};
    Patience.record(() -> queue.record(all, runId), () -> atOnce[0] = false);
    all.forEach(one -> progress.add(one.answer().kind() == PostAnswer.Kind.LATER ? 0 : 1));
    if (!atOnce[0]) {
      night.problem(Phrases.of("run.unrecorded.email"));
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
