package org.heed.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Whether colours stand out on any paper, and apart from each other for everybody. */
@NullUnmarked
class PaletteTest {
  private static final List<String> PAPERS = List.of("#ffffff", "#1b1b1f", "#1a2028", "#16191d");

  /** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
  private static final Map<String, double[][]> EYES =
      Map.of(
          "normal",
          new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
          "protanopia",
          new double[][] {
            {0.152286, 1.052583, -0.204868},
            {0.114503, 0.786281, 0.099216},
            {-0.003882, -0.048116, 1.051998}
          },
          "deuteranopia",
          new double[][] {
            {0.367322, 0.860646, -0.227968},
            {0.280085, 0.672501, 0.047413},
            {-0.011820, 0.042940, 0.968881}
          },
          "tritanopia",
          new double[][] {
            {1.255528, -0.076749, -0.178779},
            {-0.078411, 0.930809, 0.147602},
            {0.004733, 0.691367, 0.303900}
          });

  /** A difference of 2.3 is just seen. */
  private static final double APART = 15;

  @Test
  void each_colour_stands_out_on_white_and_on_dark_paper() {
    for (String colour : Palette.COLOURS) {
      for (String paper : PAPERS) {
        double one = luminance(linear(colour)) + 0.05;
        double other = luminance(linear(paper)) + 0.05;
        assertThat(Math.max(one, other) / Math.min(one, other))
            .as(colour + " on " + paper)
            .isGreaterThanOrEqualTo(3);
      }
    }
  }

  @Test
  void any_two_colours_stay_apart_for_who_is_colour_blind() {
    EYES.forEach(
        (eyes, matrix) -> {
          for (int i = 0; i < Palette.SIZE; i++) {
            for (int j = 0; j < i; j++) {
              assertThat(
                      distance(
                          lab(seen(linear(Palette.COLOURS.get(i)), matrix)),
                          lab(seen(linear(Palette.COLOURS.get(j)), matrix))))
                  .as(Palette.COLOURS.get(i) + " and " + Palette.COLOURS.get(j) + ": " + eyes)
                  .isGreaterThan(APART);
            }
          }
        });
  }

  @Test
  void each_colour_but_the_first_has_lines_of_its_own() {
    for (int i = 1; i < Palette.SIZE; i++) {
      assertThat(Palette.isPlain(i)).isFalse();
      for (int j = 0; j < i; j++) {
        assertThat(Palette.lines(i)).isNotEqualTo(Palette.lines(j));
      }
    }
  }

  private static double[] linear(String hex) {
    double[] linear = new double[3];
    for (int i = 0; i < 3; i++) {
      double value = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      linear[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
    return linear;
  }

  private static double luminance(double[] rgb) {
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  }

  private static double[] seen(double[] rgb, double[][] matrix) {
    double[] seen = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        seen[i] += matrix[i][j] * rgb[j];
      }
      seen[i] = Math.min(1, Math.max(0, seen[i]));
    }
    return seen;
  }

  private static double[] lab(double[] rgb) {
    double x = root((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047);
    double y = root(luminance(rgb));
    double z = root((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double root(double value) {
    return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16.0 / 116;
  }

  /** CIE76. */
  private static double distance(double[] one, double[] other) {
    return Math.sqrt(
        Math.pow(one[0] - other[0], 2)
            + Math.pow(one[1] - other[1], 2)
            + Math.pow(one[2] - other[2], 2));
  }
}
