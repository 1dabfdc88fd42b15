package org.heed.schedule;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.routing.QuietHours;
import org.springframework.stereotype.Component;

/** Refuses a nightly schedule that could never text because of quiet hours (R7). */
@Component
public class TextingWindow {
  private static final int DAYS = 370;

  private final QuietHours quietHours;
  private final Institution institution;

  TextingWindow(QuietHours quietHours, Institution institution) {
    this.quietHours = quietHours;
    this.institution = institution;
  }

  /**
   * Looks at a year of the job's times.
   *
   * @throws ConfigurationProblem naming the job, its time and the quiet hours
   */
  public void check(JobFile job, Instant now) {
    if (!job.kind().equals("nightly") || job.cron() == null) {
      return;
    }
    List<ZonedDateTime> times =
        job.schedule(institution.zone()).sample(now, institution.zone(), DAYS);
    Optional<ZonedDateTime> open =
        times.stream().filter(time -> !quietHours.isQuiet(time.toLocalTime())).findFirst();
    if (!times.isEmpty() && open.isEmpty()) {
      throw new ConfigurationProblem(
          "job "
              + job.name()
              + ": cron: \""
              + job.cron()
              + "\" is due at "
              + times.get(0).toLocalTime()
              + " in "
              + institution.zone()
              + ", always inside heed.delivery.quiet-hours, so that no text could ever be sent;"
              + " expected a time such as 18:00");
    }
  }
}
