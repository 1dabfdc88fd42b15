package org.heed.pause;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Times;
import org.heed.mail.Notices;
import org.heed.queue.CampaignNames;
import org.heed.queue.Channel;
import org.heed.queue.HeldMessages;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends campaigns (C1). Once a cancellation is committed no text of its campaign is claimed any
 * more; its messages become CANCELLED then, or, after a crash, in the next run.
 */
@Component
public class Cancellations {
  private static final String ADD =
      """
      insert into cancellation (campaign_id, staff, reason, file_id, cancelled_at)
      select id, ?, ?, ?, ? from campaign where id = ? and not exists (
        select 1 from cancellation d where d.campaign_id = campaign.id)
      """;
  private static final String ALL =
      """
      select d.campaign_id, c.name, d.staff, d.reason from cancellation d
      join campaign c on c.id = d.campaign_id
      """;
  private static final String UNFINISHED =
      ALL
          + """
          where d.campaign_id in
            (select m.campaign_id from message m where %s)
          """
              .formatted(Standing.WAITING.of("m"));
  private static final String COUNTS =
      """
      select status, channel, way, count(*) as messages from (
        select m.status, m.channel, case when exists (
            select 1 from intent i where i.message_id = m.id) or exists (
            select 1 from attempt a where a.message_id = m.id and %s)
          then 1 else 0 end as way
        from message m where m.campaign_id = ?) counted
      group by status, channel, way
      """
          .formatted(Standing.in(MessageStatus.READY).unindexed("a"));
  private static final String CHANGED = "update campaign set outcomes_at = null where id = ?";
  private static final String TOLD =
      "select address from file_notify where file_id = (select file_id from campaign where id = ?)";

  private final CampaignNames names;
  private final HeldMessages messages;
  private final Notices notices;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Cancellations(
      CampaignNames names,
      HeldMessages messages,
      Notices notices,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.names = names;
    this.messages = messages;
    this.notices = notices;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Cancels a campaign; one that is cancelled already stays so, by whom it was.
   *
   * @param campaign its name in any case, with or without its file's ending
   * @param by who says so, at most 200 characters
   * @param reason why, at most 1,000 characters
   * @throws ConfigurationProblem when there is none of this name
   */
  public Cancelled cancel(String campaign, String by, String reason) {
    long id = names.get(campaign);
    transaction.executeWithoutResult(status -> note(id, by, reason, null));
    finish();
    return of(id);
  }

  /**
   * Cancels a campaign in the caller's transaction; its messages follow with {@link #finish}.
   *
   * @param fileId the dropped file that says so
   * @return false: it was cancelled before
   */
  public boolean note(long campaignId, String by, String reason, @Nullable Long fileId) {
    if (jdbc.update(ADD, by, reason, fileId, Times.now(clock), campaignId) == 0) {
      return false;
    }
    jdbc.update(CHANGED, campaignId);
    Set<String> to = new LinkedHashSet<>(notices.staff());
    to.addAll(jdbc.queryForList(TOLD, String.class, campaignId));
    Cancelled one = of(campaignId);
    notices.add(
        to,
        Phrases.of("cancelled.subject", one.campaign()),
        Phrases.of("cancelled.mail", one.campaign(), by, reason, one.line()));
    return true;
  }

  /** Ends a campaign without a word to anybody. */
  public void close(long campaignId, String by, String reason) {
    jdbc.update(ADD, by, reason, null, Times.now(clock), campaignId);
    finish();
  }

  /** Ends what has not been tried of all that is cancelled, page by page. */
  public void finish() {
    for (Cancelled one : jdbc.query(UNFINISHED, (row, n) -> read(row))) {
      messages.cancel(one.campaignId(), one.error());
    }
  }

  /** What came of each campaign that a dropped file cancels. */
  public List<Cancelled> ofFile(long fileId) {
    return jdbc
        .query(ALL + "where d.file_id = ? order by d.campaign_id", (row, n) -> read(row), fileId)
        .stream()
        .map(this::counted)
        .toList();
  }

  private Cancelled of(long campaignId) {
    return counted(
        jdbc.query(ALL + "where d.campaign_id = ?", (row, n) -> read(row), campaignId).get(0));
  }

  private Cancelled counted(Cancelled one) {
    long[] counts = new long[5];
    jdbc.query(
        COUNTS,
        row -> {
          boolean email = Channel.EMAIL.is(row.getString("channel"));
          int kind =
              row.getInt("way") == 1
                  ? 3
                  : switch (MessageStatus.valueOf(row.getString("status").strip())) {
                    case CANCELLED, READY, HELD -> 0;
                    case SENT, DELIVERED -> email ? 2 : 1;
                    case FAILED -> 4;
                    default -> 3;
                  };
          counts[kind] += row.getLong("messages");
        },
        one.campaignId());
    return new Cancelled(
        one.campaignId(),
        one.campaign(),
        one.by(),
        one.reason(),
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        counts[4]);
  }

  private static Cancelled read(ResultSet row) throws SQLException {
    return new Cancelled(
        row.getLong("campaign_id"),
        row.getString("name"),
        row.getString("staff"),
        row.getString("reason"),
        0,
        0,
        0,
        0,
        0);
  }
}
