package org.heed.email;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.heed.mail.Letter;
import org.heed.mail.Post;
import org.heed.mail.PostAnswer;
import org.heed.mail.PostOffice;
import org.heed.queue.TriedEmail;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the mail server, with one letter each at a time. After anything but success one is
 * used alone; a server that refuses one of several, and takes others, gets fewer from then on.
 */
final class Posts implements AutoCloseable {
  private static final int AT_ONCE = 3;
  private static final long QUICK = TimeUnit.SECONDS.toNanos(30);

  /**
   * What became of letters that left at once.
   *
   * @param tried those that were handed in, in their order
   * @param problem why others were not; null: all were
   */
  record Wave(List<TriedEmail> tried, @Nullable RuntimeException problem) {
    private boolean all(Predicate<PostAnswer> what) {
      return problem == null && tried.stream().map(TriedEmail::answer).allMatch(what);
    }

    /** Whether the server took some of them, so that it is there. */
    boolean anySent() {
      return tried.stream().anyMatch(one -> one.answer().kind() == PostAnswer.Kind.SENT);
    }
  }

  private final List<Post> posts;
  private final ExecutorService workers;
  private int most;
  private int width = 1;

  Posts(PostOffice office, int connections) {
    posts = IntStream.range(0, connections).mapToObj(n -> office.open()).toList();
    most = connections;
    workers = Executors.newFixedThreadPool(connections, work -> new Thread(work, "mail"));
  }

  /** How many letters may leave at once now. */
  int width() {
    return width;
  }

  /**
   * Hands in a letter on each connection and waits for all of them.
   *
   * @param letters at most {@link #width()}
   */
  Wave send(List<Letters.Addressed> letters, BiFunction<Post, Letters.Addressed, TriedEmail> way) {
    List<Future<TriedEmail>> out = new ArrayList<>();
    for (int i = 0; i < letters.size(); i++) {
      Post post = posts.get(i);
      Letters.Addressed letter = letters.get(i);
      out.add(workers.submit(() -> way.apply(post, letter)));
    }
    List<TriedEmail> tried = new ArrayList<>();
    RuntimeException problem = null;
    for (Future<TriedEmail> one : out) {
      try {
        tried.add(answer(one));
      } catch (RuntimeException e) {
        problem = problem == null ? e : problem;
      }
    }
    Wave wave = new Wave(tried, problem);
    if (wave.all(answer -> answer.kind() == PostAnswer.Kind.SENT)) {
      width = Math.min(2 * width, most);
    } else {
      width = 1;
      if (!wave.all(answer -> !answer.isLost() && answer.kind() != PostAnswer.Kind.SERVER_DOWN)) {
        most = Math.max(1, letters.size() / 2);
      }
    }
    return wave;
  }

  /** What has left is waited for, whoever asks to end. */
  private static TriedEmail answer(Future<TriedEmail> one) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return one.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException problem
              ? problem
              : new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * A connection that was lost, or that the server closes after so many letters, is made anew; one
   * that was slow would be slow again, while others wait.
   *
   * @param look throws when nothing may leave any more
   */
  static PostAnswer send(Post post, Letter letter, Runnable look) {
    long began = System.nanoTime();
    look.run();
    PostAnswer answer = post.send(letter);
    for (int n = 1;
        n < AT_ONCE
            && answer.isLost()
            && (answer.kind() == PostAnswer.Kind.IN_DOUBT || System.nanoTime() - began < QUICK);
        n++) {
      look.run();
      answer = post.send(letter);
    }
    return answer;
  }

  @Override
  public void close() {
    workers.shutdown();
    posts.forEach(Post::close);
  }
}
