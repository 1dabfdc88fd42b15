package org.heed.report;

import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How reports are mailed.
 *
 * @param maxAttachment how large the files of one mail may be together; what does not fit is named
 *     in the mail
 * @param zipPassphrase what the files of a mail are encrypted with, in a ZIP; null: they are not
 */
@ConfigurationProperties("heed.report")
record ReportProperties(
    @DefaultValue("10MB") DataSize maxAttachment, @Nullable String zipPassphrase) {
  private static final int SHORTEST = 12;

  /** Refuses what cannot be worked with, and says no secret. */
  void check() {
    if (maxAttachment.isNegative()) {
      throw new ConfigurationProblem(
          "heed.report.max-attachment: found " + maxAttachment + ", expected a size such as 10MB");
    }
    String given = zipPassphrase;
    if (given != null && !given.isEmpty() && given.strip().length() < SHORTEST) {
      throw new ConfigurationProblem(
          "heed.report.zip-passphrase: found "
              + given.strip().length()
              + " characters, expected at least "
              + SHORTEST);
    }
  }

  /** Whether files travel in an encrypted ZIP. */
  boolean zips() {
    return zipPassphrase != null && !zipPassphrase.isBlank();
  }

  char[] passphrase() {
    return zipPassphrase == null ? new char[0] : zipPassphrase.strip().toCharArray();
  }

  @Override
  public String toString() {
    return "ReportProperties[maxAttachment=" + maxAttachment + ", zips=" + zips() + "]";
  }
}
