package org.heed.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * How like known refusals a reply is, in its letters, its words and what they mean (L3): a second
 * reading, for words that no shape has. A weight for each run of up to five letters of a word, of
 * up to three words, and for {@link Meanings} that stand together, learned from the replies of the
 * tests, whose {@code LikenessTraining} writes the file; what falls on the same place shares its
 * weight. Takes time that grows with the reply's length and no faster.
 */
final class Likeness {
  static final int PLACES = 1 << 18;

  private static final int LETTERS = 5;
  private static final int WORDS = 3;

  /** How far two meanings of a clause may stand from each other, and how they stand. */
  private static final int NEAR = 6;

  private static final int ALONE = 11;
  private static final int ANYWHERE = 12;
  private static final int IN_ORDER = 13;
  private static final int ADJACENT = 14;
  private static final int THREE = 15;

  private final byte[] weights;
  private final float unit;

  private Likeness(byte[] weights, float unit) {
    this.weights = weights;
    this.unit = unit;
  }

  /** By the weights of a file beside the shapes. */
  static Likeness of(String file) {
    String name = "refusals/" + file;
    try (InputStream in = Likeness.class.getResourceAsStream(name)) {
      return read(new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a step of a weight is worth, on a line; then the weights, packed by gzip, in base64. */
  static Likeness read(String text) {
    int end = text.indexOf('\n');
    byte[] packed = Base64.getMimeDecoder().decode(text.substring(end));
    try (InputStream weights = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new Likeness(weights.readAllBytes(), Float.parseFloat(text.substring(0, end)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Above 0: likelier a refusal than not; the surer the higher.
   *
   * @param plain as {@link PlainText} has it
   */
  double score(String plain) {
    int[] places = places(plain);
    long sum = Arrays.stream(places).mapToLong(place -> weights[place]).sum();
    return weights[0] * unit + sum * unit / Math.sqrt(Math.max(1, places.length));
  }

  /** What a reply has, each place once, in rising order. */
  static int[] places(String plain) {
    BitSet places = new BitSet(PLACES);
    String[] words = plain.strip().split(" ", -1);
    for (int from = 0; from < words.length; from++) {
      letters(" " + words[from] + " ", places);
      int hash = 1;
      for (int to = from; to < Math.min(words.length, from + WORDS); to++) {
        hash = 31 * hash + words[to].hashCode();
        places.set(place(hash, to - from + 1));
      }
    }
    meanings(Meanings.of(plain), places);
    return places.stream().toArray();
  }

  private static void meanings(List<List<Set<String>>> clauses, BitSet places) {
    TreeSet<String> all = new TreeSet<>();
    for (List<Set<String>> clause : clauses) {
      for (int i = 0; i < clause.size(); i++) {
        all.addAll(clause.get(i));
        for (int j = i + 1; j < Math.min(clause.size(), i + NEAR); j++) {
          together(clause, i, j, places);
        }
      }
    }
    for (String one : all) {
      places.set(place(one.hashCode(), ALONE));
      all.tailSet(one, false).forEach(other -> places.set(place(pair(one, other), ANYWHERE)));
    }
  }

  private static void together(List<Set<String>> clause, int i, int j, BitSet places) {
    for (String one : clause.get(i)) {
      for (String other : clause.get(j)) {
        int pair = pair(one, other);
        places.set(place(pair, IN_ORDER));
        if (j == i + 1) {
          places.set(place(pair, ADJACENT));
        }
        for (int k = j + 1; j <= i + WORDS && k < Math.min(clause.size(), j + WORDS); k++) {
          clause.get(k).forEach(third -> places.set(place(31 * pair + third.hashCode(), THREE)));
        }
      }
    }
  }

  private static int pair(String one, String other) {
    return 31 * one.hashCode() + other.hashCode();
  }

  private static void letters(String word, BitSet places) {
    for (int from = 0; from < word.length(); from++) {
      int hash = 7;
      for (int to = from; to < Math.min(word.length(), from + LETTERS); to++) {
        hash = 31 * hash + word.charAt(to);
        places.set(place(hash, -(to - from + 1)));
      }
    }
  }

  /** Never 0, which is what every reply has. */
  private static int place(int hash, int kind) {
    int mixed = (hash ^ kind * 0x9E3779B9) * 0x85EBCA6B;
    mixed = (mixed ^ mixed >>> 15) * 0xC2B2AE35;
    return 1 + Math.floorMod(mixed ^ mixed >>> 16, PLACES - 1);
  }
}
