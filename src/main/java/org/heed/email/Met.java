package org.heed.email;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.heed.mail.PostAnswer;
import org.heed.queue.TriedEmail;
import org.jspecify.annotations.Nullable;

/** What a round through the queue of emails has met so far. */
final class Met {
  private static final Pattern NOT_RELAYED = Pattern.compile("(?i)relay|authenticat");

  /** A quota or a block is of the server, though its code says for good. */
  private static final Pattern OF_US =
      Pattern.compile(
          "(?i)(?!.*\\b(?:mailbox|size|large)\\b).*(?:quota|\\brate\\b|\\blimits?\\b|too"
              + " many|exceed|black ?list|block ?list|\\bblocked\\b|reputation|throttl).*");

  private final List<TriedEmail> ofServer = new ArrayList<>();
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
      } else if (isOfServer(answer)) {
        ofServer.add(tried);
      } else {
        outcomes.addAll(takeOfServer());
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

  private static boolean isOfServer(PostAnswer answer) {
    return answer.kind() == PostAnswer.Kind.REFUSED
        && answer.code() != null
        && (relaysNothing(answer) || OF_US.matcher(answer.words()).matches());
  }

  /** Whether the server says that it relays nothing. */
  static boolean relaysNothing(PostAnswer answer) {
    return NOT_RELAYED.matcher(answer.words()).find();
  }

  /** Those in a row that were refused with what is said of us, and not of a recipient. */
  List<TriedEmail> ofServer() {
    return ofServer;
  }

  /** The same, which are their recipients' alone after all. */
  List<TriedEmail> takeOfServer() {
    List<TriedEmail> taken = List.copyOf(ofServer);
    ofServer.clear();
    return taken;
  }

  /** Answers in a row that were lost. */
  List<PostAnswer> lost() {
    return lost;
  }

  /** Why the server takes nothing now; null: it does. */
  @Nullable PostAnswer down() {
    return down;
  }

  /** Whether something is to be tried again. */
  boolean later() {
    return later;
  }
}
