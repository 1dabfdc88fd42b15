package org.heed.settings;

import static org.heed.address.ConfigurationProblem.unless;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How files are taken.
 *
 * @param maxRejected a campaign file with a larger share of rejected rows is rejected whole
 * @param repeatDays for so long what was sent is not sent again from another file (R12)
 * @param columns the institution's own names of columns: {@code EMPLID: student_id}; below one,
 *     what its values say about consent: {@code Text OK: {Y: ENABLED, N: DISABLED}}
 * @param unchangedFor how long nobody must have changed a file
 * @param patience how long to wait for that
 */
public record ImportSettings(
    @DefaultValue("20%") String maxRejected,
    @DefaultValue("7") int repeatDays,
    @DefaultValue Map<String, String> columns,
    @DefaultValue("2s") Duration unchangedFor,
    @DefaultValue("30s") Duration patience) {
  private static final Pattern SHARE = Pattern.compile("\\s*(\\d{1,3}(?:\\.\\d+)?)\\s*%\\s*");
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  public ImportSettings {
    unless(
        repeatDays >= 0 && repeatDays <= 3650,
        "heed.import.repeat-days",
        repeatDays,
        "a number of days from 0 to 3650");
    share(maxRejected);
  }

  /** Whether so many rejected rows are too many. */
  public boolean tooMany(long rejected, long rows) {
    return BigDecimal.valueOf(rejected)
            .multiply(WHOLE)
            .compareTo(share(maxRejected).multiply(BigDecimal.valueOf(rows)))
        > 0;
  }

  private static BigDecimal share(String text) {
    Matcher share = SHARE.matcher(text);
    BigDecimal percent = share.matches() ? new BigDecimal(share.group(1)) : WHOLE.add(WHOLE);
    unless(percent.compareTo(WHOLE) <= 0, "heed.import.max-rejected", text, "a share such as 20%");
    return percent;
  }
}
