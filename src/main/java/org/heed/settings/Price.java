package org.heed.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one segment of a text costs the institution. */
public record Price(BigDecimal amount, Currency currency) {
  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,6}(?:\\.\\d{1,8})?)\\s*([A-Za-z]{3})?");

  /**
   * Reads {@code 0.0083} or {@code 0.0083 USD}.
   *
   * @param country whose currency it is where none is named
   * @return null: it is no price
   */
  static @Nullable Price read(String text, String country) {
    Matcher written = WRITTEN.matcher(text.strip());
    if (!written.matches()) {
      return null;
    }
    try {
      String code = written.group(2);
      Currency currency =
          code == null
              ? Currency.getInstance(new Locale("", country))
              : Currency.getInstance(code.toUpperCase(Locale.ROOT));
      return currency == null ? null : new Price(new BigDecimal(written.group(1)), currency);
    } catch (IllegalArgumentException noCurrency) {
      return null;
    }
  }

  /** What so many segments cost. */
  public BigDecimal of(long segments) {
    return amount.multiply(BigDecimal.valueOf(segments));
  }

  /** The same in words: {@code $12.45}. */
  public String words(long segments) {
    int digits = Math.max(0, currency.getDefaultFractionDigits());
    return currency.getSymbol(Locale.US)
        + String.format(
            Locale.ENGLISH,
            "%,." + digits + "f",
            of(segments).setScale(digits, RoundingMode.HALF_UP));
  }
}
