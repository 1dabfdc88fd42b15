package org.heed.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heed.address.Institution;
import org.heed.calendar.Calendar;
import org.heed.calendar.CampaignEntry;
import org.heed.calendar.CampaignWords;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** The calendar of campaigns for a terminal, and as data. */
record CampaignList(List<CampaignEntry> entries, CampaignWords words, ZoneId zone) {

  static CampaignList of(Application application, boolean all) {
    return new CampaignList(
        application.bean(Calendar.class).entries(all),
        application.bean(CampaignWords.class),
        application.bean(Institution.class).zone());
  }

  List<String> text() {
    List<String> lines = new ArrayList<>();
    if (entries.isEmpty()) {
      lines.add(Phrases.of("calendar.none"));
    }
    for (CampaignEntry entry : entries) {
      lines.add(
          Phrases.of("calendar.campaign", entry.name(), words.senders(entry), words.taken(entry)));
      lines.add("    " + rows(entry));
      List<String> waits = new ArrayList<>();
      if (!words.next(entry).isEmpty()) {
        waits.add(Phrases.of("calendar.next", words.next(entry)));
      }
      if (!entry.held().isEmpty()) {
        waits.add(Phrases.of("calendar.held", words.held(entry)));
      }
      if (!waits.isEmpty()) {
        lines.add("    " + String.join("; ", waits));
      }
      String segments = Phrases.of("calendar.segments", entry.segments());
      String cost = words.costWords(entry);
      lines.add("    " + (cost.isEmpty() ? segments : Phrases.of("calendar.cost", segments, cost)));
    }
    return lines;
  }

  private static String rows(CampaignEntry entry) {
    return Phrases.of(
        "calendar.rows",
        Phrases.of("calendar.rows.counted", entry.rows()),
        entry.outcomes().entrySet().stream()
            .filter(one -> one.getValue() > 0)
            .map(
                one ->
                    Words.count(one.getValue())
                        + " "
                        + (one.getKey().equals("texted") && entry.delivered() > 0
                            ? Phrases.of("calendar.delivered", Words.count(entry.delivered()))
                            : one.getKey()))
            .collect(Collectors.joining(", ")));
  }

  Answer answer() {
    return new Answer(entries.stream().map(this::answer).toList());
  }

  private CampaignAnswer answer(CampaignEntry entry) {
    return new CampaignAnswer(
        entry.name(),
        entry.takenAt(),
        entry.senders(),
        words.senders(entry),
        entry.rows(),
        entry.count("texted"),
        entry.delivered(),
        entry.count("emailed"),
        entry.count("failed"),
        entry.count("held"),
        entry.count("waiting"),
        entry.count("cancelled"),
        entry.count("unknown"),
        entry.count("rejected"),
        entry.next(),
        words.next(entry),
        entry.held(),
        entry.segments(),
        words.cost(entry),
        words.currency());
  }

  record Answer(List<CampaignAnswer> campaigns) {}

  record CampaignAnswer(
      String campaign,
      Instant takenAt,
      List<String> senders,
      String senderNames,
      long rows,
      long texted,
      long delivered,
      long emailed,
      long failed,
      long held,
      long waiting,
      long cancelled,
      long unknown,
      long rejected,
      @Nullable Instant nextAt,
      String next,
      Map<String, Long> heldBecause,
      long segments,
      @Nullable BigDecimal cost,
      @Nullable String currency) {}
}
