package org.heed.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.heed.address.Institution;
import org.heed.intake.UploadedFile;
import org.heed.intake.UploadedFiles;
import org.heed.storage.Folders;
import org.heed.storage.IoReason;
import org.heed.words.Phrases;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What became of each row of a campaign's file: {@code reports/campaign-NAME.csv}, and the same as
 * a page.
 */
@Component
public class OutcomeFiles {
  private static final String WRITTEN = "update campaign set outcomes_at = ? where id = ?";
  // So that the next run writes them, and tells of them.
  private static final String UNTOLD = "update campaign set outcomes_at = null where id = ?";

  private final JdbcTemplate jdbc;
  private final OutcomeRows rows;
  private final Folders folders;
  private final Institution institution;
  private final CampaignNotices notices;
  private final UploadedFiles sentFiles;
  private final Clock clock;

  OutcomeFiles(
      JdbcTemplate jdbc,
      OutcomeRows rows,
      Folders folders,
      Institution institution,
      CampaignNotices notices,
      UploadedFiles sentFiles,
      Clock clock) {
    this.notices = notices;
    this.sentFiles = sentFiles;
    this.clock = clock;
    this.jdbc = jdbc;
    this.rows = rows;
    this.folders = folders;
    this.institution = institution;
  }

  /** Where the outcome files are. */
  public Path folder() {
    return folders.folder("reports");
  }

  /** Where a campaign's outcomes are. */
  public Path file(String campaign) {
    return folder().resolve("campaign-" + campaign + ".csv");
  }

  /**
   * Writes the files of these campaigns anew, and owes mails to those who want to be told.
   *
   * @param told of which campaigns mails are owed; of the others the next run owes them
   * @param tell addresses to tell of these campaigns from now on
   * @throws UncheckedIOException naming the folder, and the system's reason
   */
  public void write(Collection<Long> campaignIds, Predicate<Long> told, List<String> tell) {
    try {
      Map<CampaignFile, ReportTally> outcomes = writeAll(campaignIds);
      outcomes.keySet().removeIf(campaign -> !told.test(campaign.id()));
      List<Long> now = campaignIds.stream().filter(told).toList();
      List<Long> later = campaignIds.stream().filter(told.negate()).toList();
      notices.add(now, tell);
      notices.write(outcomes);
      OffsetDateTime at = OffsetDateTime.now(clock);
      jdbc.batchUpdate(WRITTEN, now.stream().map(id -> new Object[] {at, id}).toList());
      jdbc.batchUpdate(UNTOLD, later.stream().map(id -> new Object[] {id}).toList());
    } catch (UncheckedIOException e) {
      String words = Phrases.of("report.cannot.write", folder(), IoReason.of(e));
      throw new UncheckedIOException(words, new IOException(e));
    }
  }

  private Map<CampaignFile, ReportTally> writeAll(Collection<Long> campaignIds) {
    Map<CampaignFile, ReportTally> outcomes = new LinkedHashMap<>();
    for (Long id : campaignIds) {
      jdbc.query(
              "select name, file_id from campaign where id = ?",
              (row, n) ->
                  new CampaignFile(id, row.getLong(2), row.getString(1), file(row.getString(1))),
              id)
          .forEach(campaign -> outcomes.put(campaign, write(campaign)));
    }
    return outcomes;
  }

  private ReportTally write(CampaignFile campaign) {
    ReportTally tally = new ReportTally();
    About about =
        new About("Campaign " + campaign.name(), clock.instant(), institution.zone(), Map.of());
    try (ReportFile out = Format.CSV.begin(campaign.file(), OutcomeRows.LAYOUT, about);
        UploadedFile sent = sentFiles.open(campaign.fileId()).orElse(null);
        CampaignPage page = new CampaignPage(campaign.file(), OutcomeRows.LAYOUT, about, sent)) {
      rows.each(
          campaign,
          sent,
          row -> {
            out.row(row.cells().toArray());
            page.row(row.line(), row.cells());
            tally.add(row.outcome(), row.why(), row.alike());
          });
      out.finish();
      page.finish(tally);
    }
    return tally;
  }
}
