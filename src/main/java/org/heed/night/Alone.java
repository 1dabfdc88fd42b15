package org.heed.night;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.importing.TestCampaign;
import org.heed.job.JobResult;
import org.heed.pause.Cancellations;
import org.heed.queue.CampaignNames;
import org.heed.queue.MessageStatus;
import org.heed.queue.OnlyCampaign;
import org.heed.queue.Reason;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** One campaign sent alone, or its first message as a test (C2). */
@Component
class Alone {
  private static final String FATE =
      "select status, reason, error from message where campaign_id = ?";

  private final CampaignNames names;
  private final OnlyCampaign only;
  private final TestCampaign tests;
  private final Cancellations cancellations;
  private final PhoneNumbers numbers;
  private final JdbcTemplate jdbc;
  private @Nullable PhoneNumber phone;
  private long test;

  Alone(
      CampaignNames names,
      OnlyCampaign only,
      TestCampaign tests,
      Cancellations cancellations,
      PhoneNumbers numbers,
      JdbcTemplate jdbc) {
    this.names = names;
    this.only = only;
    this.tests = tests;
    this.cancellations = cancellations;
    this.numbers = numbers;
    this.jdbc = jdbc;
  }

  private record Tested(@JsonUnwrapped @Nullable Record night, String test) {}

  /** Refuses what names no phone, or a phone and no campaign. */
  void check(Map<String, String> parameters) {
    if (parameters.containsKey("test")) {
      read(parameters.get("test"));
      if (!parameters.containsKey("campaign")) {
        throw new ConfigurationProblem("nightly: found test=, expected campaign= beside it");
      }
    }
  }

  /** Takes what the parameters name; everything, if they name nothing. */
  void begin(Map<String, String> parameters) {
    phone = null;
    only.set(null);
    String typed = parameters.get("campaign");
    if (typed == null) {
      return;
    }
    long campaign = names.get(typed);
    String name = names.name(campaign);
    if (names.isCancelled(campaign)) {
      throw new ConfigurationProblem("the campaign " + name + " was cancelled, none of it leaves");
    }
    String to = parameters.get("test");
    if (to != null) {
      PhoneNumber number = read(to);
      test =
          tests
              .queue(campaign, name, number)
              .orElseThrow(
                  () -> new ConfigurationProblem("the campaign " + name + " has no message"));
      phone = number;
      campaign = test;
    }
    only.set(campaign);
  }

  /** Ends the test, whose message goes now or not at all, and says what became of it. */
  JobResult end(JobResult result) {
    only.set(null);
    PhoneNumber to = phone;
    if (to == null) {
      return result;
    }
    phone = null;
    String held = fate();
    cancellations.close(test, Phrases.of("test.end"), Phrases.of("test.end.why"));
    String fate = held == null ? fate() : held;
    List<String> notes = new ArrayList<>(result.notes());
    notes.add(
        Phrases.of(fate == null ? "test.was.sent" : "test.was.not", numbers.national(to), fate));
    boolean done = result.done() && fate == null;
    String problem = result.problem();
    return new JobResult(
        done,
        result.counted(),
        result.table(),
        notes,
        new Tested(result.summary(), fate == null ? "sent" : fate),
        done || problem != null ? problem : Phrases.of("test.not.sent", fate));
  }

  /** Why the test's message did not leave; null: it did. */
  private @Nullable String fate() {
    return jdbc
        .query(
            FATE,
            (row, n) ->
                switch (MessageStatus.valueOf(row.getString("status").strip())) {
                  case SENT, DELIVERED -> "";
                  case IN_DOUBT, UNKNOWN -> Phrases.of("test.nobody.can.tell");
                  default -> why(row.getString("reason"), row.getString("error"));
                },
            test)
        .stream()
        .filter(words -> !words.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** That there is no email address is nothing to say of a test. */
  private static String why(@Nullable String reason, @Nullable String error) {
    if (reason == null) {
      return Objects.requireNonNullElse(error, Phrases.of("test.did.not.go"));
    }
    Reason known = Reason.valueOf(reason.strip());
    for (Reason one : Reason.values()) {
      if (one != known && one.withoutAddress() == known) {
        return one.words();
      }
    }
    return known.words();
  }

  private PhoneNumber read(@Nullable String typed) {
    PhoneNumbers.Reading reading = numbers.read(String.valueOf(typed));
    PhoneNumber number = reading.number();
    if (number == null) {
      throw new ConfigurationProblem("nightly: found test=" + typed + ", expected a phone number");
    }
    return number;
  }
}
