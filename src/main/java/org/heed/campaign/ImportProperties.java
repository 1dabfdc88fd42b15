package org.heed.campaign;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.heed.address.ConfigurationProblem;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How files are taken.
 *
 * @param maxRejected a campaign file with a larger share of rejected rows is rejected whole
 * @param repeatDays for so long what was sent is not sent again from another file (R12)
 */
@ConfigurationProperties("heed.import")
record ImportProperties(
    @DefaultValue("20%") String maxRejected, @DefaultValue("7") int repeatDays) {
  private static final Pattern SHARE = Pattern.compile("\\s*(\\d{1,3}(?:\\.\\d+)?)\\s*%\\s*");

  ImportProperties {
    days(repeatDays);
    java.util.regex.Matcher share = SHARE.matcher(maxRejected);
    if (!share.matches() || new BigDecimal(share.group(1)).compareTo(BigDecimal.valueOf(100)) > 0) {
      throw new ConfigurationProblem(
          "heed.import.max-rejected: found " + maxRejected + ", expected a share such as 20%");
    }
  }

  private static void days(int days) {
    if (days < 0 || days > 3650) {
      throw new ConfigurationProblem(
          "heed.import.repeat-days: found " + days + ", expected a number of days from 0 to 3650");
    }
  }

  /** Whether so many rejected rows are too many. */
  boolean tooMany(long rejected, long rows) {
    java.util.regex.Matcher share = SHARE.matcher(maxRejected);
    return share.matches()
        && BigDecimal.valueOf(rejected)
                .multiply(BigDecimal.valueOf(100))
                .compareTo(new BigDecimal(share.group(1)).multiply(BigDecimal.valueOf(rows)))
            > 0;
  }
}
