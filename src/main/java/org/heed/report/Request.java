package org.heed.report;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;
import org.heed.mail.Addresses;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * What one report was asked for.
 *
 * @param job whose position {@code since=last} goes by
 * @param parameters name to value, as typed
 */
record Request(String job, Map<String, String> parameters) {

  /** Refuses parameters that are not known or cannot be read; the filters read themselves. */
  void check() {
    List<String> known = new ArrayList<>(Filters.NAMES);
    known.addAll(List.of("formats", "to", "report"));
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw new ConfigurationProblem(
            "report: found " + name + "=, expected one of " + String.join(", ", known));
      }
    }
    formats();
    KnownValues.oneOf("report", parameters.get("report"), Part.words());
    checkColumns();
    checkDelta();
    addresses();
  }

  /** A report alone that has nothing a filter is about would look as if it were filtered. */
  private void checkColumns() {
    Part alone = part();
    if (alone == null) {
      return;
    }
    for (String name : filters().keySet()) {
      if (!alone.has(name)) {
        throw new ConfigurationProblem(
            Phrases.of(
                "filter.no.column",
                name,
                alone.word(),
                Filters.NAMES.stream().filter(alone::has).collect(Collectors.joining(", "))));
      }
    }
  }

  /** What would be left out by these would never be new again. */
  private void checkDelta() {
    if (!isDelta()) {
      return;
    }
    if (parameters.containsKey("month")) {
      throw new ConfigurationProblem(Phrases.of("filter.month.alone", "since"));
    }
    if (parameters.containsKey("until")) {
      throw new ConfigurationProblem("until: found with since=last, expected one of the two");
    }
    String status = parameters.getOrDefault("status", "").strip();
    if (status.equalsIgnoreCase("delivered")) {
      throw new ConfigurationProblem(
          "status: found "
              + status
              + " with since=last, expected another: a text is new when it is sent, not again when"
              + " it is delivered");
    }
  }

  Set<Format> formats() {
    return Format.of(parameters.getOrDefault("formats", "csv"));
  }

  /** The report that is asked for alone; null: the message report and the opt-out export. */
  @Nullable Part part() {
    String report = parameters.get("report");
    return report == null ? null : Part.of(report).orElseThrow();
  }

  /** The reports that are asked for. */
  Set<Part> parts() {
    Part alone = part();
    return alone == null ? EnumSet.of(Part.MESSAGES, Part.OPT_OUTS) : EnumSet.of(alone);
  }

  /** Whether only what is new since the last run is asked for. */
  boolean isDelta() {
    return Delta.isAsked(parameters);
  }

  /** Whom it is mailed to; none: nobody. */
  List<String> addresses() {
    return Addresses.parameter("to", parameters);
  }

  /** The filters, as typed. */
  Map<String, String> filters() {
    Map<String, String> given = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (Filters.NAMES.contains(name)) {
            given.put(name, value);
          }
        });
    return given;
  }

  /** The filters, and which report it is: what has to be the same for a position to go on. */
  Map<String, String> identity() {
    Map<String, String> identity = filters();
    if (isDelta()) {
      identity.put("since", "last");
    }
    Part alone = part();
    if (alone != null) {
      identity.put("report", alone.word());
    }
    return identity;
  }
}
