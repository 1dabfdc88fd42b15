package org.heed.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Senders;
import org.heed.address.Times;
import org.heed.storage.Where;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** A report's filters as typed, checked, as conditions on the columns of its view. */
final class Filters {
  static final List<String> NAMES =
      List.of(
          "error-code",
          "since",
          "until",
          "month",
          "sender",
          "campaign",
          "status",
          "channel",
          "student",
          "phone");
  private final Map<String, String> parameters;
  private final Senders senders;
  private final PhoneNumbers numbers;
  private final ZoneId zone;
  private final Instant now;
  private final Period period;
  private final @Nullable Delta delta;

  /**
   * @param delta what {@code since=last} means; null: nothing
   * @throws ConfigurationProblem when the time it is about cannot be read
   */
  Filters(
      Map<String, String> parameters,
      Senders senders,
      PhoneNumbers numbers,
      ZoneId zone,
      Instant now,
      @Nullable Delta delta) {
    this.parameters = parameters;
    this.senders = senders;
    this.numbers = numbers;
    this.zone = zone;
    this.now = now;
    this.period = Period.of(parameters, zone, numbers.country(), now);
    this.delta = delta;
  }

  /** Conditions on {@code message_report}. */
  Where messages() {
    Conditions all = common("coalesce(attempted_at, queued_at)");
    all.equal("campaign", parameters.get("campaign"));
    all.equal("status", upper("status"));
    all.equal("channel", upper("channel"));
    all.equal("student_id", student());
    all.equal("destination", phone());
    return all.where();
  }

  /** The same for what is counted: what is new is there what was tried since the last run. */
  Where counted() {
    Where messages = messages();
    Instant last = delta == null ? null : delta.last();
    if (last == null) {
      return messages;
    }
    List<Object> values = new ArrayList<>(messages.values());
    values.add(Times.utc(last));
    return new Where(messages.sql() + " and coalesce(attempted_at, queued_at) >= ?", values);
  }

  /** Conditions on {@code opt_outs}. */
  Where optOuts() {
    Conditions all = common("opted_out_at");
    all.equal("student_id", student());
    all.equal("phone", phone());
    return all.where();
  }

  /** The opt-outs that the error code leaves out; null: it is not asked for. */
  @Nullable Where otherOptOuts() {
    if (!parameters.containsKey("error-code")) {
      return null;
    }
    Map<String, String> others = new HashMap<>(parameters);
    others.remove("error-code");
    Where all = new Filters(others, senders, numbers, zone, now, delta).optOuts();
    Conditions code = new Conditions();
    code.code(parameters.get("error-code"));
    List<Object> values = new ArrayList<>(all.values());
    values.addAll(code.where().values());
    return new Where(
        all.sql() + " and case when 1 = 1" + code.where().sql() + " then 1 else 0 end = 0", values);
  }

  /** Conditions on the event that turned a phone off, whenever that was. */
  Where events() {
    Conditions all = new Conditions();
    plain(all);
    all.whose("r.", phone(), student());
    return all.where();
  }

  /** Conditions on {@code consent_event}, by when Heed knew. */
  Where delays() {
    return ofLedger("recorded_at", Delta.NEW_EVENTS);
  }

  /** Conditions on {@code consent_event}, by when it happened. */
  Where consentEvents() {
    return ofLedger("occurred_at", Delta.NEW_EVENTS);
  }

  /** The same on holds. */
  Where holds() {
    return ofLedger("occurred_at", Delta.NEW_HOLDS);
  }

  private Where ofLedger(String time, String marked) {
    Conditions all = common(time);
    all.whose("", phone(), student());
    Delta only = delta;
    if (only != null) {
      all.add(marked, only.after(), only.upTo());
    }
    return all.where();
  }

  /** The days a report is about, such as {@code 2026-11-17 to 2026-11-24}. */
  String period() {
    LocalDate to = period.lastDay();
    Instant from = delta != null ? delta.last() : period.from();
    return from == null || day(from).equals(to)
        ? Words.date(to)
        : Phrases.of("report.period", Words.date(day(from)), Words.date(to));
  }

  /** When what is asked for begins; the past when nothing is said of it. */
  Instant from() {
    Instant from = delta != null ? delta.last() : period.from();
    return from == null ? Instant.EPOCH : from;
  }

  /** When it is over; right after now when nothing is said of it. */
  Instant end() {
    Instant end = period.end();
    return end == null ? now.plusSeconds(1) : end;
  }

  /** The calendar month that is asked for; null: none is. */
  @Nullable YearMonth month() {
    return period.month();
  }

  /** The day of a moment where the institution is. */
  LocalDate day(Instant time) {
    return time.atZone(zone).toLocalDate();
  }

  /** The student that is asked for; null: none is. */
  @Nullable String student() {
    String student = parameters.get("student");
    return student == null ? null : student.strip();
  }

  /**
   * The phone that is asked for, E.164; null: none is.
   *
   * @throws ConfigurationProblem when it is none
   */
  @Nullable String phone() {
    String typed = parameters.get("phone");
    if (typed == null) {
      return null;
    }
    PhoneNumbers.Reading reading = numbers.read(typed);
    PhoneNumber number = reading.number();
    if (number == null) {
      throw new ConfigurationProblem(Phrases.of("filter.phone", typed, reading.problem()));
    }
    return number.e164();
  }

  private @Nullable String upper(String name) {
    String value = parameters.get(name);
    return value == null ? null : value.strip().toUpperCase(Locale.ROOT);
  }

  /**
   * Refuses what nothing can fit.
   *
   * @throws ConfigurationProblem naming the filter
   */
  void check() {
    KnownValues.check(parameters);
    messages();
    optOuts();
  }

  private void plain(Conditions all) {
    all.code(parameters.get("error-code"));
    String sender = parameters.get("sender");
    if (sender != null) {
      all.equal("sender", sender(sender));
    }
  }

  private String sender(String typed) {
    return senders
        .find(typed)
        .orElseThrow(
            () ->
                new ConfigurationProblem(
                    "sender: found " + typed + ", expected a name or number of heed.senders"))
        .number()
        .e164();
  }

  private Conditions common(String time) {
    Conditions all = new Conditions();
    plain(all);
    Instant from = period.from();
    if (from != null) {
      all.add(time + " >= ?", Times.utc(from));
    }
    Instant end = period.end();
    if (end != null) {
      all.add(time + " < ?", Times.utc(end));
    }
    return all;
  }
}
