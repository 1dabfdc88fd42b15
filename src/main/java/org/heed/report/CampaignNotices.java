package org.heed.report;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.mail.Notices;
import org.heed.storage.XlsxFile;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells registrars by mail what became of their campaigns, as often as it has changed. */
@Component
class CampaignNotices {
  private static final String ADD =
      """
      insert into file_notify (file_id, address, noticed_at)
      select c.file_id, ?, f.finished_at from campaign c join import_file f on f.id = c.file_id
      where c.id = ? and not exists (
        select 1 from file_notify n where n.file_id = c.file_id and lower(n.address) = lower(?))
      """;
  private static final String TO_TELL =
      """
      select n.address from file_notify n
      where n.file_id = ? and (n.told is null or n.told <> ?) order by n.address
      """;
  private static final String TOLD = "update file_notify set told = ? where file_id = ?";

  private final Notices notices;
  private final Institution institution;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  CampaignNotices(
      Notices notices,
      Institution institution,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.notices = notices;
    this.institution = institution;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Whom to tell of these campaigns from now on, besides those who are known already. */
  void add(Collection<Long> campaigns, List<String> addresses) {
    for (String address : addresses) {
      jdbc.batchUpdate(
          ADD, campaigns.stream().map(id -> new Object[] {address, id, address}).toList());
    }
  }

  /** Owes a mail for every campaign whose outcomes are others than the last mail told. */
  void write(Map<CampaignFile, ReportTally> outcomes) {
    outcomes.forEach(
        (campaign, tally) ->
            transaction.executeWithoutResult(
                status -> {
                  List<String> to =
                      jdbc.queryForList(TO_TELL, String.class, campaign.fileId(), tally.line());
                  if (!to.isEmpty()) {
                    notices.add(
                        to,
                        campaign.name() + ": " + tally.line(),
                        text(campaign, tally),
                        List.of(campaign.file(), XlsxFile.beside(campaign.file())));
                    jdbc.update(TOLD, tally.line(), campaign.fileId());
                  }
                }));
  }

  private String text(CampaignFile campaign, ReportTally tally) {
    return Phrases.of(
        "outcome.mail",
        campaign.name(),
        jdbc.queryForObject(
            "select name from import_file where id = ?", String.class, campaign.fileId()),
        Words.time(clock.instant(), institution.zone()),
        String.join("\n  ", tally.table()),
        campaign.file().getFileName());
  }
}
