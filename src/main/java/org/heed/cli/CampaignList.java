package org.heed.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  Map<String, Object> object() {
    return Map.of("campaigns", entries.stream().map(this::object).toList());
  }

  private Map<String, @Nullable Object> object(CampaignEntry entry) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("campaign", entry.name());
    one.put("taken_at", Institution.local(entry.takenAt(), zone));
    one.put("senders", entry.senders());
    one.put("sender_names", words.senders(entry));
    one.put("rows", entry.rows());
    one.put("texted", entry.count("texted"));
    one.put("delivered", entry.delivered());
    entry.outcomes().forEach(one::putIfAbsent);
    one.put("next_at", entry.next() == null ? null : Institution.local(entry.next(), zone));
    one.put("next", words.next(entry));
    one.put("held_because", entry.held());
    one.put("segments", entry.segments());
    one.put("cost", words.cost(entry));
    one.put("currency", words.currency());
    return one;
  }
}
