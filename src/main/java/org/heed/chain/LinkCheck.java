package org.heed.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Goes along the chain: one link after the other, each on its predecessor. */
public final class LinkCheck {
  private final Consumer<Break> broken;
  private final List<Head> given;
  private Head last = Link.BEGINNING;

  /**
   * @param given heads that are known from outside
   */
  public LinkCheck(List<Head> given, Consumer<Break> broken) {
    this.given = new ArrayList<>(given);
    this.broken = broken;
    meet(Link.BEGINNING);
  }

  /** The next link; after a break it goes on from what is there. */
  public void next(Link link) {
    if (link.position() != last.position() + 1) {
      broken.accept(
          new Break(
              at(link.position()),
              Phrases.of("chain.follows", last.position(), last.position() + 1)));
    } else if (!link.hash().equals(link.after(last.hash()))) {
      broken.accept(new Break(at(link.position()), Phrases.of("chain.link")));
    }
    meet(link.head());
  }

  /** Goes to a place without a look at what leads there. */
  void meet(Head there) {
    last = there;
    for (Head head : List.copyOf(given)) {
      if (head.position() == last.position()) {
        given.remove(head);
        if (!head.isOf(last)) {
          broken.accept(
              new Break(at(head.position()), Phrases.of("chain.was", head.hash(), last.hash())));
        }
      }
    }
  }

  /**
   * The end of it.
   *
   * @param noted what is kept as the end; null: nothing is
   */
  public Head end(@Nullable Head noted) {
    if (noted != null && !noted.equals(last)) {
      broken.accept(new Break(at(last.position()), Phrases.of("chain.end", noted.text())));
    }
    for (Head head : given) {
      broken.accept(new Break(at(head.position()), Phrases.of("chain.cut", last.position())));
    }
    return last;
  }

  private static String at(long position) {
    return Phrases.of("chain.position", position);
  }
}
