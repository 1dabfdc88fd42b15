package org.heed.cancel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Times;
import org.heed.notice.Notices;
import org.heed.queue.HeldMessages;
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
  private static final int SHOWN = 20;
  private static final String NAMED =
      """
      select id, name from campaign where accepted_at is not null
        and (name = ? or lower(name) = ? or lower(name) = ?) order by id
      """;
  private static final String OPEN =
      """
      select name from campaign c where accepted_at is not null
        and not exists (select 1 from cancellation d where d.campaign_id = c.id)
        and exists (select 1 from message m
          where m.campaign_id = c.id and m.status || '' in ('READY', 'HELD'))
      order by id desc limit
      """
          + " "
          + SHOWN;
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
            (select m.campaign_id from message m where m.status in ('READY', 'HELD'))
          """;
  private static final String COUNTS =
      """
      select status, channel, way, count(*) as messages from (
        select m.status, m.channel, case when exists (
            select 1 from intent i where i.message_id = m.id) or exists (
            select 1 from attempt a where a.message_id = m.id and a.status || '' = 'READY')
          then 1 else 0 end as way
        from message m where m.campaign_id = ?) counted
      group by status, channel, way
      """;
  private static final String CHANGED = "update campaign set outcomes_at = null where id = ?";
  private static final String TOLD =
      "select address from file_notify where file_id = (select file_id from campaign where id = ?)";

  private final HeldMessages messages;
  private final Notices notices;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Cancellations(
      HeldMessages messages,
      Notices notices,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
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
    long id = find(campaign).orElseThrow(() -> new ConfigurationProblem(unknown(campaign)));
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
    notices.add(to, "Cancelled: " + name(campaignId), text(name(campaignId), by, reason));
    return true;
  }

  /** Ends what has not been tried of all that is cancelled, page by page. */
  public void finish() {
    for (Cancelled one : jdbc.query(UNFINISHED, (row, n) -> read(row))) {
      messages.cancel(one.campaignId(), one.error());
    }
  }

  /** The newest campaign of this name; the exact spelling comes first. */
  public Optional<Long> find(String campaign) {
    String typed = campaign.strip();
    String plain = typed.toLowerCase(Locale.ROOT);
    String bare = plain.replaceFirst("\\.(csv|xlsx|txt|tsv)$", "");
    record Named(long id, String name) {}

    List<Named> found =
        jdbc.query(
            NAMED, (row, n) -> new Named(row.getLong(1), row.getString(2)), typed, plain, bare);
    return found.stream()
        .filter(one -> one.name().equals(typed))
        .findFirst()
        .or(() -> found.stream().reduce((first, last) -> last))
        .map(Named::id);
  }

  /** What to say of a name that no campaign has. */
  public String unknown(String campaign) {
    List<String> open = jdbc.queryForList(OPEN, String.class);
    return "there is no campaign \""
        + campaign.strip()
        + "\""
        + (open.isEmpty()
            ? "; nothing waits to be sent"
            : "; these have messages that wait: "
                + open.stream().collect(Collectors.joining(", ")));
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
          boolean email = "EMAIL".equals(row.getString("channel"));
          int kind =
              row.getInt("way") == 1
                  ? 3
                  : switch (row.getString("status")) {
                    case "CANCELLED" -> 0;
                    case "SENT", "DELIVERED" -> email ? 2 : 1;
                    case "FAILED" -> 4;
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

  private String name(long campaignId) {
    return String.valueOf(
        jdbc.queryForObject("select name from campaign where id = ?", String.class, campaignId));
  }

  private static String text(String name, String by, String reason) {
    return """
    The campaign %s was cancelled by %s: %s

    None of its messages that were not tried yet leaves any more. What had left, or was just leaving,
    stays as it is. The list of the campaign, which is written with the next nightly run, says for
    each row what became of it.
    """
        .formatted(name, by, reason);
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
