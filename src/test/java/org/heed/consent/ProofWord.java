package org.heed.consent;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** What a reply says, and how. */
@NullUnmarked
enum ProofWord {
  STOP("STOP|unsubscribe"),
  START("START|unstop"),
  YES("YES"),
  PLAIN("please stop texting me|take me off this list"),
  WRONG("wrong number");

  private final String words;

  ProofWord(String words) {
    this.words = words;
  }

  List<String> words() {
    return List.of(words.split("\\|", -1));
  }
}
