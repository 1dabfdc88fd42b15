package org.heed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every row of a campaign's file is a message or a rejected row, and no message is more (E2). */
@Component
@Order(3)
class CampaignCheck implements Check {
  private static final String CAMPAIGNS =
      """
      select c.id, c.name, f.row_count,
        (select count(*) from message m where m.campaign_id = c.id) as messages,
        (select count(*) from rejected_row r where r.file_id = f.id) as rejected
      from campaign c join import_file f on f.id = c.file_id
      where c.id > ? and c.accepted_at is not null order by c.id limit 100
      """;

  private final JdbcTemplate jdbc;

  CampaignCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A campaign and where its rows are. */
  record Campaign(long id, String name, long rows, long messages, long rejected) {}

  @Override
  public String run(Consumer<Violation> violated) {
    long campaigns = 0;
    long last = 0;
    for (List<Campaign> page = page(last); !page.isEmpty(); page = page(last)) {
      for (Campaign campaign : page) {
        if (campaign.rows() != campaign.messages() + campaign.rejected()) {
          violated.accept(
              new Violation(
                  "E2",
                  "campaign " + campaign.name(),
                  Phrases.of(
                      "audit.campaign",
                      campaign.rows(),
                      campaign.messages(),
                      campaign.rejected())));
        }
        last = campaign.id();
        campaigns++;
      }
    }
    return Words.count(campaigns, "campaign");
  }

  private List<Campaign> page(long after) {
    return jdbc.query(CAMPAIGNS, (row, n) -> read(row), after);
  }

  private static Campaign read(ResultSet row) throws SQLException {
    return new Campaign(
        row.getLong("id"),
        row.getString("name"),
        row.getLong("row_count"),
        row.getLong("messages"),
        row.getLong("rejected"));
  }
}
