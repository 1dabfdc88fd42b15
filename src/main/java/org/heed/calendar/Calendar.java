package org.heed.calendar;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heed.address.Institution;
import org.heed.address.Times;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.schedule.JobFiles;
import org.heed.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What is becoming of the campaigns of the last month, and of older ones of which something is
 * open; read in three statements, however many they are.
 */
@Component
public class Calendar {
  private static final Duration SHOWN = Duration.ofDays(30);
  private static final int PAGE = 500;
  private static final String CAMPAIGNS =
      """
      select c.id, c.name, c.accepted_at, f.row_count, f.rejected_count
      from campaign c join import_file f on f.id = c.file_id
      where c.accepted_at is not null and (c.accepted_at >= ? or c.id in (
        select campaign_id from message where %s
        union select campaign_id from message where %s
        union select campaign_id from message where %s
        union select campaign_id from message where %s))
      order by c.id desc
      """
          .formatted(
              Stream.of(
                      MessageStatus.READY,
                      MessageStatus.HELD,
                      MessageStatus.IN_DOUBT,
                      MessageStatus.UNKNOWN)
                  .map(status -> Standing.in(status).of(""))
                  .toArray());
  private static final String MESSAGES =
      """
      select campaign_id, status, channel, reason, sender, count(*) as found,
        sum(case when send_after is null or send_after <= :now then 1 else 0 end) as due,
        min(case when %s then held_until when send_after > :now then send_after end)
          as waits_for
      from message where campaign_id in (:ids)
      group by campaign_id, status, channel, reason, sender
      """
          .formatted(Standing.in(MessageStatus.HELD).of(""));
  private static final String SEGMENTS =
      """
      select m.campaign_id, sum(a.segments) as sent
      from message m join attempt a on a.message_id = m.id
      where m.campaign_id in (:ids) and %s
      group by m.campaign_id
      """
          .formatted(Standing.TAKEN.byText().of("a"));

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final Institution institution;
  private final JobFiles jobs;
  private final Clock clock;

  Calendar(JdbcTemplate jdbc, Institution institution, Settings settings, Clock clock) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.institution = institution;
    this.jobs = new JobFiles(Path.of(settings.jobs()));
    this.clock = clock;
  }

  private record Campaign(long id, String name, Instant takenAt, long rows, long rejected) {}

  /**
   * The campaigns, newest first.
   *
   * @param all true: those too that are over for longer than a month
   */
  public List<CampaignEntry> entries(boolean all) {
    Instant now = clock.instant();
    List<Campaign> campaigns =
        jdbc.query(
            CAMPAIGNS,
            (row, n) -> campaign(row),
            Times.utc(all ? Instant.EPOCH : now.minus(SHOWN)));
    Map<Long, Tally> tallies = new LinkedHashMap<>();
    campaigns.forEach(campaign -> tallies.put(campaign.id(), new Tally()));
    Nights nights = new Nights();
    List<Long> ids = List.copyOf(tallies.keySet());
    for (int from = 0; from < ids.size(); from += PAGE) {
      Map<String, Object> page =
          Map.of(
              "ids", ids.subList(from, Math.min(ids.size(), from + PAGE)), "now", Times.utc(now));
      named.query(
          MESSAGES,
          page,
          row -> {
            tally(tallies, row).add(group(row), now, nights::after);
          });
      named.query(
          SEGMENTS,
          page,
          row -> {
            tally(tallies, row).segments(row.getLong("sent"));
          });
    }
    List<CampaignEntry> entries = new ArrayList<>();
    for (Campaign one : campaigns) {
      entries.add(
          tallies
              .getOrDefault(one.id(), new Tally())
              .entry(one.name(), one.takenAt(), one.rows(), one.rejected()));
    }
    return entries;
  }

  /** The nightly runs to come; each time is looked up once. */
  private final class Nights {
    private final Map<Instant, @Nullable Instant> known = new HashMap<>();

    @Nullable Instant after(@Nullable Instant time) {
      Instant from = time == null ? clock.instant() : time;
      if (!known.containsKey(from)) {
        known.put(from, jobs.nightAfter(from.minusMillis(1), institution.zone()).orElse(null));
      }
      return known.get(from);
    }
  }

  private static Tally tally(Map<Long, Tally> tallies, ResultSet row) throws SQLException {
    return tallies.computeIfAbsent(row.getLong("campaign_id"), id -> new Tally());
  }

  private static Campaign campaign(ResultSet row) throws SQLException {
    return new Campaign(
        row.getLong("id"),
        row.getString("name"),
        Times.at(row, "accepted_at"),
        row.getLong("row_count"),
        row.getLong("rejected_count"));
  }

  private static Tally.Group group(ResultSet row) throws SQLException {
    return new Tally.Group(
        MessageStatus.valueOf(row.getString("status").strip()),
        row.getString("channel"),
        row.getString("reason"),
        row.getString("sender"),
        row.getLong("found"),
        row.getLong("due"),
        Times.atOrNull(row, "waits_for"));
  }
}
