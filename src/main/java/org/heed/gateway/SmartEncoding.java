package org.heed.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the gateway may make of a text before it lists it: the characters of its published list,
 * {@code smart-encoding.csv}, are replaced or not, line ends and outer space change, a trial
 * account's sentence stands in front. Nothing else differs between a text and its row.
 */
public final class SmartEncoding {
  private static final Map<Integer, List<String>> TABLE = read();
  private static final String TRIAL = "Sent from your Twilio trial account - ";
  private static final Pattern LINE_END = Pattern.compile("\r\n?");

  /** How many plain spaces a wide one becomes depends on which of the lists one reads. */
  private static final String BLANKS =
      TABLE.entrySet().stream()
          .filter(row -> row.getValue().contains(" "))
          .map(row -> Character.toString(row.getKey()))
          .collect(Collectors.joining());

  private static final Pattern WIDE = Pattern.compile("[" + BLANKS + "]");
  private static final Pattern SPACES = Pattern.compile("[ " + BLANKS + "]+");

  private SmartEncoding() {}

  /** Whether a row of the log shows this text; one that shows no text at all is redacted. */
  public static boolean shows(String listed, String sent) {
    return listed.isEmpty()
        || becomes(sent, listed)
        || (listed.startsWith(TRIAL) && becomes(sent, listed.substring(TRIAL.length())));
  }

  /** Also where somebody on the way put letters and their marks together. */
  private static boolean becomes(String sent, String listed) {
    String a = LINE_END.matcher(sent).replaceAll("\n");
    String b = LINE_END.matcher(listed).replaceAll("\n");
    if (WIDE.matcher(a).find()) {
      a = SPACES.matcher(a).replaceAll(" ");
      b = SPACES.matcher(b).replaceAll(" ");
    }
    return fits(a.strip(), b.strip())
        || fits(
            Normalizer.normalize(a, Normalizer.Form.NFC).strip(),
            Normalizer.normalize(b, Normalizer.Form.NFC).strip());
  }

  private static boolean fits(String sent, String listed) {
    int at = 0;
    for (int i = 0; i < sent.length(); ) {
      String one = Character.toString(sent.codePointAt(i));
      i += one.length();
      int from = at;
      String found =
          listed.startsWith(one, at)
              ? one
              : TABLE.getOrDefault(one.codePointAt(0), List.of()).stream()
                  .filter(other -> listed.startsWith(other, from))
                  .findFirst()
                  .orElse(null);
      if (found == null) {
        return false;
      }
      at += found.length();
    }
    return at == listed.length();
  }

  private static Map<Integer, List<String>> read() {
    try (InputStream file =
        Objects.requireNonNull(
            SmartEncoding.class.getResourceAsStream("smart-encoding.csv"), "smart-encoding.csv")) {
      Map<Integer, List<String>> table = new HashMap<>();
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(",", 3))
          .forEach(
              cell ->
                  table.put(
                      Integer.valueOf(cell[0], 16),
                      Arrays.stream(cell[1].split(" \\| ")).map(SmartEncoding::text).toList()));
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String codes) {
    return Arrays.stream(codes.split(" "))
        .filter(code -> !code.isEmpty())
        .map(code -> Character.toString(Integer.parseInt(code, 16)))
        .collect(Collectors.joining());
  }
}
