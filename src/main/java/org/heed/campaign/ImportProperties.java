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
 */
@ConfigurationProperties("heed.import")
record ImportProperties(@DefaultValue("20%") String maxRejected) {
  private static final Pattern SHARE = Pattern.compile("\\s*(\\d{1,3}(?:\\.\\d+)?)\\s*%\\s*");

  ImportProperties {
    java.util.regex.Matcher share = SHARE.matcher(maxRejected);
    if (!share.matches() || new BigDecimal(share.group(1)).compareTo(BigDecimal.valueOf(100)) > 0) {
      throw new ConfigurationProblem(
          "heed.import.max-rejected: found " + maxRejected + ", expected a share such as 20%");
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
