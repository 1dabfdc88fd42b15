package org.heed.report;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.heed.queue.Channel;
import org.heed.queue.MessageStatus;
import org.heed.words.Nearest;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Refuses a filter that nothing can fit: a typing mistake would look like an empty report. */
@Component
class KnownValues {
  private static final int SHOWN = 10;

  /** The gateway's have five digits, a mail server's three; else it is words. */
  private static final Pattern CODE = Pattern.compile("(?s)\\d{3}|\\d{5}|\\D.*\\p{L}.*|\\p{L}.*");

  private static final String CAMPAIGN =
      "select name from campaign where name = ? and accepted_at is not null";
  private static final String CAMPAIGNS =
      """
      select name from campaign where accepted_at is not null
      order by id desc fetch first 11 rows only
      """;

  private static final String STUDENT = "select 1 from person where student_id = ?";
  private static final String STUDENTS =
      """
      select student_id from person where student_id > ?
      order by student_id fetch first 5000 rows only
      """;
  private static final String PHONE = "select 1 from phone where number = ?";
  // So many letters apart two names are two names.
  private static final int FAR = 3;

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
    oneOf(
        "channel", parameters.get("channel"), Stream.of(Channel.values()).map(Enum::name).toList());
    String code = parameters.get("error-code");
    if (code != null && !CODE.matcher(code.strip()).matches()) {
      throw new ConfigurationProblem(Phrases.of("filter.code", code));
    }
  }

  /**
   * Refuses a campaign, a student or a phone there is not.
   *
   * @throws ConfigurationProblem with the latest or the nearest there are
   */
  void checkStored(Map<String, String> parameters, Filters filters) {
    checkCampaign(parameters);
    String student = filters.student();
    if (student != null && jdbc.queryForList(STUDENT, Integer.class, student).isEmpty()) {
      String like = studentLike(student);
      throw new ConfigurationProblem(
          like == null
              ? Phrases.of("filter.student", student)
              : Phrases.of("filter.student.like", student, like));
    }
    String phone = filters.phone();
    if (phone != null && jdbc.queryForList(PHONE, Integer.class, phone).isEmpty()) {
      throw new ConfigurationProblem(Phrases.of("filter.phone.unknown", parameters.get("phone")));
    }
  }

  /** The known id that is most like a typed one; null: none is like it. */
  private @Nullable String studentLike(String typed) {
    String best = null;
    int letters = FAR;
    List<String> page = jdbc.queryForList(STUDENTS, String.class, "");
    while (!page.isEmpty()) {
      String near = Nearest.of(typed, page);
      int between = Nearest.letters(Nearest.plain(typed), Nearest.plain(near));
      best = between < letters ? near : best;
      letters = Math.min(letters, between);
      page = jdbc.queryForList(STUDENTS, String.class, page.get(page.size() - 1));
    }
    return best;
  }

  private void checkCampaign(Map<String, String> parameters) {
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

  /**
   * Refuses a word there is not; case says nothing.
   *
   * @throws ConfigurationProblem with those there are, and the one it is most like
   */
  static void oneOf(String name, @Nullable String value, List<String> known) {
    if (value == null || known.stream().anyMatch(value.strip()::equalsIgnoreCase)) {
      return;
    }
    String near = Nearest.of(value, known);
    boolean like = Nearest.letters(Nearest.plain(value), Nearest.plain(near)) < FAR;
    String all = String.join(", ", known);
    throw new ConfigurationProblem(
        like
            ? Phrases.of("filter.value.like", name, value, all, near)
            : Phrases.of("filter.value", name, value, all));
  }
}
