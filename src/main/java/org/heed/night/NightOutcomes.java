package org.heed.night;

import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import org.heed.job.Night;
import org.heed.queue.MessageStatus;
import org.heed.queue.OnlyCampaign;
import org.heed.queue.Standing;
import org.heed.report.OutcomeFiles;
import org.heed.report.ReviewFile;
import org.heed.words.Phrases;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What a night came to, in each campaign's outcome file. */
@Component
class NightOutcomes {
  private static final String OPEN_CAMPAIGNS =
      """
      select distinct campaign_id from message
      where %s
      """
          .formatted(
              Standing.in(
                      MessageStatus.READY,
                      MessageStatus.HELD,
                      MessageStatus.SENDING,
                      MessageStatus.IN_DOUBT)
                  .of(""));
  private static final String TOUCHED =
      """
      select distinct m.campaign_id from attempt a join message m on m.id = a.message_id
      where a.id > ?
      """;
  // Runs that died or could not write since one last wrote.
  private static final String UNWRITTEN =
      """
      select count(*) from batch_job_execution e
      join batch_job_instance i on i.job_instance_id = e.job_instance_id
      where i.job_name = 'nightly' and e.job_execution_id < ? and e.job_execution_id > (
        select coalesce(max(s.job_execution_id), 0) from batch_step_execution s
        where s.step_name = 'summary' and s.status = 'COMPLETED' and s.job_execution_id < ?)
      """;
  private static final String ALL_CAMPAIGNS =
      "select id from campaign where accepted_at is not null";
  private static final String NEVER_WRITTEN =
      "select id from campaign where accepted_at is not null and outcomes_at is null";

  private final JdbcTemplate jdbc;
  private final OutcomeFiles outcomes;
  private final ReviewFile reviewFile;
  private final Night night;
  private final OnlyCampaign only;

  NightOutcomes(
      JdbcTemplate jdbc,
      OutcomeFiles outcomes,
      ReviewFile reviewFile,
      Night night,
      OnlyCampaign only) {
    this.jdbc = jdbc;
    this.outcomes = outcomes;
    this.reviewFile = reviewFile;
    this.night = night;
    this.only = only;
  }

  /** Notes which campaigns are open. */
  void begin() {
    night.campaigns(jdbc.queryForList(OPEN_CAMPAIGNS, Long.class));
  }

  /** Writes the outcome file of every campaign this run may have changed. */
  void write(long runId) {
    begin();
    Set<Long> campaigns = new TreeSet<>(night.campaigns());
    campaigns.addAll(jdbc.queryForList(TOUCHED, Long.class, night.attemptsBefore()));
    Integer unwritten = jdbc.queryForObject(UNWRITTEN, Integer.class, runId, runId);
    if (unwritten != null && unwritten > 0) {
      campaigns.addAll(jdbc.queryForList(ALL_CAMPAIGNS, Long.class));
    }
    try {
      campaigns.addAll(jdbc.queryForList(NEVER_WRITTEN, Long.class));
      outcomes.write(campaigns, only::covers, night.tell());
      reviewFile.write();
    } catch (UncheckedIOException e) {
      night.outcomesUnwritten(Phrases.of("outcome.unwritten", e.getMessage()));
      throw e;
    }
  }
}
