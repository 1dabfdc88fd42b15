package org.heed.settings;

import static org.heed.address.ConfigurationProblem.unless;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How reports are mailed.
 *
 * @param maxAttachment how large the files of one mail may be together; what does not fit is named
 *     in the mail
 * @param zipPassphrase what the files of a mail are encrypted with, in a ZIP; null: they are not
 */
public record ReportSettings(
    @DefaultValue("10MB") DataSize maxAttachment, @Nullable String zipPassphrase) {
  private static final int SHORTEST = 12;

  /** Refuses what cannot be worked with, and says no secret. */
  public ReportSettings {
    unless(
        !maxAttachment.isNegative(),
        "heed.report.max-attachment",
        maxAttachment,
        "a size such as 10MB");
    int length = zipPassphrase == null ? 0 : zipPassphrase.strip().length();
    unless(
        zipPassphrase == null || zipPassphrase.isEmpty() || length >= SHORTEST,
        "heed.report.zip-passphrase",
        length + " characters",
        "at least " + SHORTEST);
  }

  /** Whether files travel in an encrypted ZIP. */
  public boolean zips() {
    return zipPassphrase != null && !zipPassphrase.isBlank();
  }

  public char[] passphrase() {
    return zipPassphrase == null ? new char[0] : zipPassphrase.strip().toCharArray();
  }

  @Override
  public String toString() {
    return "ReportSettings[maxAttachment=" + maxAttachment + ", zips=" + zips() + "]";
  }
}
