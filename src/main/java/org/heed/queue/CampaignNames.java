package org.heed.queue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heed.address.ConfigurationProblem;
import org.heed.words.Phrases;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds the campaign that people mean by a name. */
@Component
public class CampaignNames {
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
  private static final String CANCELLED =
      "select campaign_id from cancellation where campaign_id = ?";

  private final JdbcTemplate jdbc;

  CampaignNames(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The newest campaign of this name in any case, with or without its file's ending; one of exactly
   * this spelling comes first.
   */
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

  /**
   * The same.
   *
   * @throws ConfigurationProblem when no campaign has this name
   */
  public long get(String campaign) {
    return find(campaign).orElseThrow(() -> new ConfigurationProblem(unknown(campaign)));
  }

  /** What to say of a name that no campaign has. */
  public String unknown(String campaign) {
    List<String> open = jdbc.queryForList(OPEN, String.class);
    return Phrases.of(
        open.isEmpty() ? "campaign.unknown.none" : "campaign.unknown",
        campaign.strip(),
        String.join(", ", open));
  }

  public String name(long id) {
    return String.valueOf(
        jdbc.queryForObject("select name from campaign where id = ?", String.class, id));
  }

  public boolean isCancelled(long id) {
    return !jdbc.queryForList(CANCELLED, Long.class, id).isEmpty();
  }
}
