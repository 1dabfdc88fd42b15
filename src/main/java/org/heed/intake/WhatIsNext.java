package org.heed.intake;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.heed.address.Institution;
import org.heed.address.Senders;
import org.heed.csv.FileKind;
import org.heed.schedule.JobFiles;
import org.heed.settings.DeliverySettings;
import org.heed.settings.Settings;
import org.heed.words.OptOutLine;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What happens next with a campaign that was taken: from which sender, when, how it reads. */
@Component
class WhatIsNext {
  private static final Pattern TIME_OF_DAY = Pattern.compile("(\\d{1,2}):(\\d{2})");
  private static final String CAMPAIGN = "select id, name from campaign where file_id = ?";
  private static final String SENDERS =
      "select distinct sender from message where campaign_id = ? order by sender";
  private static final String FIRST =
      """
      select body from message where campaign_id = ? order by campaign_id, line
      fetch first 1 row only
      """;
  private static final String LATEST = "select max(send_after) from message where campaign_id = ?";

  private final JdbcTemplate jdbc;
  private final Senders senders;
  private final Institution institution;
  private final JobFiles jobs;
  private final @Nullable String stopLine;
  private final String quiet;
  private final Clock clock;

  WhatIsNext(
      JdbcTemplate jdbc,
      Senders senders,
      Institution institution,
      Settings settings,
      DeliverySettings delivery,
      Clock clock) {
    this.jdbc = jdbc;
    this.senders = senders;
    this.institution = institution;
    this.jobs = new JobFiles(Path.of(settings.jobs()));
    this.stopLine = delivery.stopLine();
    this.quiet = delivery.quietHours();
    this.clock = clock;
  }

  /**
   * A few lines, the first of them empty; of what is no campaign, or of which no row was taken,
   * none.
   */
  List<String> of(ImportFile file) {
    List<String> lines = new ArrayList<>();
    if (file.kind() != FileKind.CAMPAIGN || file.accepted() == 0) {
      return lines;
    }
    jdbc.query(
        CAMPAIGN,
        row -> {
          lines.addAll(of(row.getLong(1), row.getString(2)));
        },
        file.id());
    return lines;
  }

  private List<String> of(long campaign, String name) {
    List<String> from =
        jdbc.queryForList(SENDERS, String.class, campaign).stream().map(senders::nameOf).toList();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(Phrases.of("receipt.from", String.join(", ", from)));
    lines.add(
        Phrases.of(
            "receipt.when",
            when(jdbc.queryForObject(LATEST, java.time.OffsetDateTime.class, campaign))));
    lines.add(Phrases.of("receipt.first"));
    String body = jdbc.queryForObject(FIRST, String.class, campaign);
    OptOutLine.body(String.valueOf(body), stopLine)
        .lines()
        .map(line -> "    " + line)
        .forEach(lines::add);
    lines.add(Phrases.of("receipt.next", name));
    return lines;
  }

  private String when(java.time.@Nullable OffsetDateTime latest) {
    ZoneId zone = institution.zone();
    String night =
        jobs.nightAfter(clock.instant(), zone)
            .map(at -> Phrases.of("receipt.night", Words.time(at, zone)))
            .orElse(Phrases.of("calendar.waits.NEXT_RUN"));
    String window =
        TIME_OF_DAY.matcher(quiet).find() ? Phrases.of("receipt.quiet", clocks(quiet)) : "";
    return night
        + window
        + (latest == null
            ? "."
            : Phrases.of("receipt.later", Words.time(latest.toInstant(), zone)));
  }

  private static String clocks(String hours) {
    return TIME_OF_DAY
        .matcher(hours)
        .replaceAll(
            time ->
                Words.clock(
                    LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2)))))
        .replaceFirst("\\s*[-\u2013]\\s*", Phrases.of("receipt.to"));
  }
}
