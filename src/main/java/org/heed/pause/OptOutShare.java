package org.heed.pause;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;

/**
 * How many texts may bring an opt-out before their campaign or sender is paused (R9).
 *
 * @param percent of the texts; exactly as many do not pause
 * @param atLeast fewer texts than these tell nothing
 */
public record OptOutShare(BigDecimal percent, long atLeast) {
  private static final long DEFAULT_AT_LEAST = 100;
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,2}(?:\\.\\d{1,4})?)\\s*%(?:\\s+of\\s+(?:at\\s+least\\s+)?(\\d{1,9}))?");

  /**
   * Reads {@code heed.delivery.pause-at-opt-outs}.
   *
   * @return null: nothing is paused ({@code off}, {@code false}, {@code no})
   * @throws ConfigurationProblem for anything else
   */
  public static @Nullable OptOutShare parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (plain.equals("off") || plain.equals("false") || plain.equals("no")) {
      return null;
    }
    Matcher form = FORM.matcher(plain);
    if (form.matches()) {
      BigDecimal percent = new BigDecimal(form.group(1));
      String least = form.group(2);
      long atLeast = least == null ? DEFAULT_AT_LEAST : Long.parseLong(least);
      if (percent.signum() > 0 && atLeast > 0) {
        return new OptOutShare(percent, atLeast);
      }
    }
    throw new ConfigurationProblem(
        "heed.delivery.pause-at-opt-outs: found "
            + text
            + ", expected a share such as 5% or 5% of at least 100, or off");
  }

  /** True: more of these texts brought an opt-out than may. */
  public boolean isPassedBy(long optOuts, long texts) {
    return texts >= atLeast
        && BigDecimal.valueOf(optOuts)
                .multiply(BigDecimal.valueOf(100))
                .compareTo(percent.multiply(BigDecimal.valueOf(texts)))
            > 0;
  }
}
