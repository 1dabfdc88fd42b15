package org.heed.consent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Learns the weights of {@link Likeness} from labelled replies: logistic regression, by steps that
 * shrink where many were taken, in an order that the seed gives; the mean of its later rounds.
 */
final class LikenessTraining {
  private static final int ROUNDS = 30;
  private static final int FIRST_COUNTED = 10;
  private static final double STEP = 0.5;

  private LikenessTraining() {}

  /** Writes the weights anew from the replies of the tests. */
  public static void main(String[] args) throws IOException {
    Path beside = Path.of("src/main/resources/org/heed/consent/refusals");
    Files.writeString(beside.resolve("known.weights"), known(Labelled.all()));
    Files.writeString(beside.resolve("anothers.weights"), anothers(Labelled.all()));
  }

  /** What tells plain noes from other replies. */
  static String known(List<Labelled> replies) {
    return learn(
        replies.stream().filter(reply -> !reply.reading().equals("KEYWORD")).toList(),
        Labelled::isPlain);
  }

  /** What tells other people's numbers from other plain noes. */
  static String anothers(List<Labelled> replies) {
    return learn(
        replies.stream().filter(reply -> Set.of("NO", "WRONG").contains(reply.reading())).toList(),
        reply -> reply.reading().equals("WRONG"));
  }

  private static String learn(List<Labelled> replies, Predicate<Labelled> isOne) {
    List<int[]> examples = new ArrayList<>();
    for (Labelled reply : replies) {
      IntStream places = Arrays.stream(Likeness.places(PlainText.of(reply.reply())));
      examples.add(IntStream.concat(IntStream.of(isOne.test(reply) ? 1 : 0), places).toArray());
    }
    double[] weights = new double[Likeness.PLACES];
    double[] steps = new double[Likeness.PLACES];
    double[] sums = new double[Likeness.PLACES];
    Random order = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      Collections.shuffle(examples, order);
      examples.forEach(example -> learn(example, weights, steps));
      for (int i = 0; round >= FIRST_COUNTED && i < sums.length; i++) {
        sums[i] += weights[i] / (ROUNDS - FIRST_COUNTED);
      }
    }
    return text(sums);
  }

  /** One example: whether it is a refusal, then its places. */
  private static void learn(int[] example, double[] weights, double[] steps) {
    double norm = 1 / Math.sqrt(example.length - 1);
    double sum = 0;
    for (int i = 1; i < example.length; i++) {
      sum += weights[example[i]];
    }
    double error = 1 / (1 + StrictMath.exp(-weights[0] - sum * norm)) - example[0];
    step(0, error, weights, steps);
    for (int i = 1; i < example.length; i++) {
      step(example[i], error * norm, weights, steps);
    }
  }

  private static void step(int place, double slope, double[] weights, double[] steps) {
    steps[place] += slope * slope;
    weights[place] -= STEP * slope / Math.sqrt(steps[place] + 1e-8);
  }

  private static String text(double[] weights) {
    double most = Arrays.stream(weights).map(Math::abs).max().orElseThrow();
    float unit = (float) (most / Byte.MAX_VALUE);
    byte[] bytes = new byte[weights.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(weights[i] / unit);
    }
    byte[] packed = packed(bytes);
    return unit
        + "\n"
        + Base64.getMimeEncoder(120, new byte[] {'\n'}).encodeToString(packed)
        + "\n";
  }

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream to = new GZIPOutputStream(packed)) {
      to.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
