package org.heed.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.queue.MessageStatus;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Refuses a filter that nothing can fit: a typing mistake would look like an empty report. */
@Component
class KnownValues {
  private static final int SHOWN = 10;
  private static final String CAMPAIGN =
      "select name from campaign where name = ? and accepted_at is not null";
  private static final String CAMPAIGNS =
      """
      select name from campaign where accepted_at is not null
      order by id desc fetch first 11 rows only
      """;

  private final JdbcTemplate jdbc;

  KnownValues(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Refuses what no installation can have.
   *
   * @throws ConfigurationProblem with the values there are
   */
  static void check(Map<String, String> parameters) {
    List<String> statuses =
        List.of(MessageStatus.values()).stream()
            .filter(status -> status != MessageStatus.RELEASED)
            .map(Enum::name)
            .toList();
    oneOf("status", parameters.get("status"), statuses);
    oneOf("channel", parameters.get("channel"), List.of("SMS", "EMAIL"));
    String code = parameters.get("error-code");
    if (code != null && code.isBlank()) {
      throw new ConfigurationProblem(Phrases.of("filter.code", code));
    }
  }

  /**
   * Refuses a campaign there is not.
   *
   * @throws ConfigurationProblem with the latest there are
   */
  void checkCampaign(Map<String, String> parameters) {
    String campaign = parameters.get("campaign");
    if (campaign == null || !jdbc.queryForList(CAMPAIGN, String.class, campaign).isEmpty()) {
      return;
    }
    List<String> latest = jdbc.queryForList(CAMPAIGNS, String.class);
    String named = String.join(", ", latest.subList(0, Math.min(SHOWN, latest.size())));
    throw new ConfigurationProblem(
        latest.isEmpty()
            ? Phrases.of("filter.no.campaign", campaign)
            : Phrases.of(
                latest.size() > SHOWN ? "filter.latest.campaigns" : "filter.campaigns",
                campaign,
                named));
  }

  private static void oneOf(String name, @Nullable String value, List<String> known) {
    if (value != null && !known.contains(value.strip().toUpperCase(Locale.ROOT))) {
      throw new ConfigurationProblem(
          Phrases.of("filter.value", name, value, String.join(", ", known)));
    }
  }
}
