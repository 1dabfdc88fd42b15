package org.heed.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the gateway's error codes mean: the table in {@code codes.csv}. */
public final class Codes {
  private record Meaning(Answer.Kind kind, String words) {}

  private static final Map<Integer, Meaning> TABLE = read();

  /** No text follows them: where one of these is not true, nobody is texted twice for it. */
  static final Set<Answer.Kind> FINAL =
      EnumSet.of(
          Answer.Kind.OPTED_OUT,
          Answer.Kind.RECIPIENT,
          Answer.Kind.NOT_TEXTABLE,
          Answer.Kind.CONTENT,
          Answer.Kind.EXPIRED);

  // Below it a body's code is HTTP's status, and the body some proxy's.
  private static final int LOWEST_CODE = 10_000;

  private Codes() {}

  /** What is to be done about a text that failed with this code; unknown: its recipient's. */
  public static Answer.Kind kind(int code) {
    Meaning meaning = TABLE.get(code);
    return meaning == null ? Answer.Kind.RECIPIENT : meaning.kind();
  }

  /** Whether the table has this code. */
  public static boolean isKnown(int code) {
    return TABLE.containsKey(code);
  }

  /** The code in words, for reports. */
  public static String words(int code) {
    Meaning meaning = TABLE.get(code);
    return meaning == null ? "The gateway's error " + code : meaning.words();
  }

  /**
   * What became of a request that was not answered with success. The gateway's own code says more
   * than HTTP's status, which is the same for a recipient and for an account. Of a server that has
   * failed inside it is believed only where no text follows.
   *
   * @param status HTTP's
   * @param code the gateway's own, from its JSON body; null: it had none
   */
  static Answer.Kind refused(int status, @Nullable Integer code) {
    boolean own = code != null && code >= LOWEST_CODE;
    if (code != null && own && isKnown(code)) {
      boolean believed = status >= 500 ? FINAL.contains(kind(code)) : status >= 400;
      return believed ? kind(code) : Answer.Kind.IN_DOUBT;
    }
    if (status < 400 || status >= 500) {
      return Answer.Kind.IN_DOUBT;
    }
    return switch (status) {
      case 429 -> Answer.Kind.RETRY;
      case 401, 403, 404 -> Answer.Kind.ACCOUNT_FAULT;
      default -> own ? Answer.Kind.RECIPIENT : Answer.Kind.IN_DOUBT;
    };
  }

  private static Map<Integer, Meaning> read() {
    try (InputStream file =
        Objects.requireNonNull(Codes.class.getResourceAsStream("codes.csv"), "codes.csv")) {
      Map<Integer, Meaning> table = new HashMap<>();
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(",", 3))
          .forEach(
              cell ->
                  table.put(
                      Integer.valueOf(cell[0]),
                      new Meaning(Answer.Kind.valueOf(cell[1]), cell[2])));
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
