package org.heed.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
              "position " + link.position(),
              "it follows on position " + last.position() + ", expected " + (last.position() + 1)));
    } else if (!link.hash().equals(link.after(last.hash()))) {
      broken.accept(
          new Break(
              "position " + link.position(),
              "its link is not what its predecessor, its place and its fact come to"));
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
              new Break(
                  "position " + head.position(),
                  "it was " + head.hash() + " when that was noted, and is " + last.hash()));
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
      broken.accept(
          new Break(
              "position " + last.position(),
              "the chain ends there, expected its end at position " + noted.text()));
    }
    for (Head head : given) {
      broken.accept(
          new Break(
              "position " + head.position(),
              "it was there when that was noted, and the chain ends at position "
                  + last.position()));
    }
    return last;
  }
}
