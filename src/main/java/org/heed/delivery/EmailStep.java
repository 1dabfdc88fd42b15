package org.heed.delivery;

import java.time.OffsetDateTime;
import java.util.List;
import org.heed.job.StoppableWork;
import org.heed.mail.Letter;
import org.heed.mail.Post;
import org.heed.mail.PostOffice;
import org.heed.mail.Receipt;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The night's emails: one connection, each answer recorded before the next letter, so that a crash
 * repeats at most one, under the same Message-ID.
 */
@Component
class EmailStep extends StoppableWork {
  private static final int REPEATS_IN_DOUBT = 2;

  private final EmailQueue queue;
  private final Letters letters;
  private final ObjectProvider<PostOffice> office;
  private final Night night;

  EmailStep(
      JobRepository repository,
      EmailQueue queue,
      Letters letters,
      ObjectProvider<PostOffice> office,
      Night night) {
    super("email", repository);
    this.queue = queue;
    this.letters = letters;
    this.office = office;
    this.night = night;
  }

  @Override
  protected void work(long runId) {
    List<QueuedEmail> page = queue.after(0);
    if (page.isEmpty()) {
      return;
    }
    try (Post post = office.getObject().open()) {
      while (!page.isEmpty()) {
        for (Letters.Addressed addressed : letters.write(page)) {
          if (stopping() || !send(post, addressed, runId)) {
            return;
          }
        }
        page = queue.after(page.get(page.size() - 1).id());
      }
    }
  }

  private boolean send(Post post, Letters.Addressed addressed, long runId) {
    OffsetDateTime startedAt = queue.now();
    Letter letter = addressed.letter();
    Receipt receipt = post.send(letter);
    for (int i = 0; i < REPEATS_IN_DOUBT && receipt.kind() == Receipt.Kind.IN_DOUBT; i++) {
      receipt = post.send(letter);
    }
    if (receipt.kind() == Receipt.Kind.SERVER_DOWN) {
      night.problem("mail server: " + receipt.words() + "; emails stay queued");
      return false;
    }
    queue.record(addressed.email(), receipt, startedAt, runId);
    return true;
  }
}
